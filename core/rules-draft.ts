import type { Instant } from './identity.ts';
import type { Rule } from './policy.ts';

/** Changes that are collected to be published together: one for each shop. */
export interface RulesDraft {
  /** The version that it was begun on, or brought up to since. */
  readonly basedOn: number;
  readonly rules: readonly Rule[];
  /** Who changed it last: a staff member's id at the platform. */
  readonly author: string;
  readonly at: Instant;
}

/** It stays when the draft is published or discarded, so that no revision ever comes twice. */
export interface DraftRecord {
  /** Counts the writes: the condition of the next one. */
  readonly revision: number;
  /** Null while there is none. */
  readonly draft: RulesDraft | null;
}
