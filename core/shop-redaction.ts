import type { Instant } from './identity.ts';

/** The deleting of all that is kept of one shop. It stays when it is over, as the proof: it names nobody but the shop. */
export interface ShopRedaction {
  /** Counts the writes: the condition of the next one. */
  readonly revision: number;
  readonly askedAt: Instant;
  /** Null while there is something left to do. */
  readonly finishedAt: Instant | null;
  /** `installed_again`: the shop came back first, and what is kept of it was left to it. Null while it is under way. */
  readonly outcome: 'deleted' | 'installed_again' | null;
  /** Nobody goes on before: somebody is at it, or what is under way has to settle first. */
  readonly notBefore: Instant;
  /** The shop itself is deleted; at `notBefore` what was under way then is over, and all else goes. */
  readonly settling: boolean;
  /** Where looking through the table goes on; null at its beginning. */
  readonly cursor: string | null;
  /** How many records were deleted until now. */
  readonly deleted: number;
}

/** Until it is over the shop can’t install the app. */
export function isBeingDeleted(redaction: ShopRedaction | null): boolean {
  return redaction?.outcome === null;
}
