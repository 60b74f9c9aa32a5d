import type { Instant } from '../../../core/identity.ts';
import type { Chance } from './chance.ts';

/** Everything that can go wrong, with how often it does in a run in which it does at all. */
export const FAULTS = {
  /** A process dies at an await, before or after the call takes effect. */
  crash: 0.004,
  /** A process stands still at an await for up to 50 s. */
  halt: 0.003,
  /** A call that takes up to 3 s. */
  slow: 0.02,
  'store.conflict': 0.05,
  'store.throttled': 0.02,
  'store.answer_lost': 0.02,
  /** The write was done, was sent again by the client, and is answered as a conflict. */
  'store.conflict_with_itself': 0.02,
  'store.stale_read': 0.5,
  'queue.unreachable': 0.02,
  'queue.answer_lost': 0.02,
  'queue.sent_twice': 0.05,
  /** What was handled comes again: it could not be deleted. */
  'queue.not_deleted': 0.03,
  /** A message of a group comes although another of the group is under way, or before an earlier one. */
  'queue.out_of_order': 0.1,
  'webhook.lost': 0.1,
  'webhook.late': 0.2,
  'webhook.twice': 0.2,
  'admin.timeout_before': 0.05,
  'admin.timeout_after': 0.08,
  /** Nobody waits for the answer any more, and then it happens. */
  'admin.late': 0.05,
  'admin.throttled': 0.05,
  'admin.http_500': 0.04,
  'admin.http_500_after': 0.03,
  'admin.internal_error': 0.03,
  'admin.user_error': 0.02,
  'mail.timeout_before': 0.05,
  'mail.timeout_after': 0.1,
  'mail.down': 0.05,
  'mail.throttled': 0.05,
  'mail.refused': 0.02,
} as const;

/** However bad a day is: so much of what the shop is asked, and of what our own parts do, goes well. */
const MOST = { outside: 0.2, inside: 0.06 } as const;

export type FaultKind = keyof typeof FAULTS;

export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[];

export interface FaultPlan {
  readonly kinds: ReadonlySet<FaultKind>;
  /** Some runs are worse than others. */
  readonly severity: number;
  /** Nothing goes wrong any more from then on. */
  readonly until: Instant;
  /** Faults that are left out, by kind and name: for making a story smaller. */
  readonly spared: ReadonlySet<string>;
}

export interface Faults {
  /** Whether this goes wrong here; the same name is asked about once. */
  strikes(kind: FaultKind, name: string): boolean;
  /** Whether it can go wrong in this run at all. */
  isPossible(kind: FaultKind): boolean;
  /** What went wrong until now, as `kind name`. */
  readonly struck: readonly string[];
}

export function createFaults(
  plan: FaultPlan,
  chance: Chance,
  now: () => Instant,
  tell: (line: string) => void,
): Faults {
  const struck: string[] = [];
  return {
    struck,
    isPossible: (kind) => plan.kinds.has(kind),
    strikes(kind, name) {
      if (!plan.kinds.has(kind) || now() >= plan.until) return false;
      const rate = kind === 'store.stale_read' ? FAULTS[kind] : Math.min(mostOf(kind), FAULTS[kind] * plan.severity);
      if (chance.of(`${kind} ${name}`) >= rate) return false;
      const fault = `${kind} ${name}`;
      if (plan.spared.has(fault)) return false;
      struck.push(fault);
      tell(`fault: ${fault}`);
      return true;
    },
  };
}

function mostOf(kind: FaultKind): number {
  return /^(admin|mail|webhook)\./.test(kind) ? MOST.outside : MOST.inside;
}
