import { assertNever } from '../../core/assert-never.ts';
import { createRandom, type Random } from '../shopify/seed/random.ts';

export const FAULT_TARGETS = ['admin_api', 'dynamodb', 'sqs', 'email'] as const;
export type FaultTarget = (typeof FAULT_TARGETS)[number];

export const FAULT_KINDS = [
  /** The connection is cut before the call is handled. */
  'timeout_before',
  /** The call is handled, then the connection is cut: the caller can't know. */
  'timeout_after_apply',
  'throttled',
  'http_500',
  /** Only of a write to DynamoDB: another transaction is at the item. */
  'transaction_conflict',
  /** The worker is killed in the middle of the call, as often before as after it is handled. */
  'crash_worker',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly target: FaultTarget;
  readonly kind: FaultKind;
  /** The part of the calls that it strikes, from 0 to 1. */
  readonly rate: number;
  /** The same seed strikes the same calls, counted from the first one. */
  readonly seed: number;
  /** How many calls it strikes at most; null without limit. */
  readonly count: number | null;
  /** Only calls of this shop's Admin API; null for any. */
  readonly shop: string | null;
}

export interface ActiveFault extends Fault {
  /** How many calls it struck so far. */
  readonly struck: number;
}

/** A call that is about to be made. */
export type Call =
  | { readonly target: 'admin_api'; readonly shop: string }
  /** One message handed to the mail server. */
  | { readonly target: 'email' }
  /** `operation` as AWS names it: `TransactWriteItems`, `SendMessage`. */
  | { readonly target: 'dynamodb' | 'sqs'; readonly operation: string; readonly from: 'worker' | 'app' };

/** What goes wrong with a call. */
export interface Strike {
  readonly kind: FaultKind;
  /** Whether the call is handled all the same. */
  readonly applies: boolean;
}

export interface Faults {
  /** Takes the place of a fault with the same target, kind and shop. */
  add(fault: Fault): void;
  clear(): void;
  /** In the order in which they were added. */
  active(): ActiveFault[];
  /** Those of which calls may still be struck. */
  targets(): FaultTarget[];
  /** What goes wrong with this call; null for nothing. Where several faults would strike, the first one does. */
  strike(call: Call): Strike | null;
}

interface Entry {
  readonly fault: Fault;
  readonly random: Random;
  struck: number;
}

/** What is to go wrong on purpose. Kept in memory: a restart of the worker changes nothing, one of the platform clears. */
export function createFaults(onTargets: (targets: readonly FaultTarget[]) => void): Faults {
  const entries = new Map<string, Entry>();
  const targets = () => [...new Set([...entries.values()].filter(mayStrike).map(({ fault }) => fault.target))];
  return {
    add(fault) {
      entries.set(`${fault.target} ${fault.kind} ${fault.shop}`, {
        fault,
        random: createRandom(fault.seed),
        struck: 0,
      });
      onTargets(targets());
    },
    clear() {
      entries.clear();
      onTargets([]);
    },
    active: () => [...entries.values()].map(({ fault, struck }) => ({ ...fault, struck })),
    targets,
    strike(call) {
      // Each draws for each call, so that which calls it strikes does not hang on what else is active.
      const drawn = [...entries.values()].filter(
        (entry) => mayStrike(entry) && concerns(entry.fault, call) && draw(entry),
      );
      const [entry] = drawn;
      if (!entry) return null;
      entry.struck += 1;
      if (!mayStrike(entry)) onTargets(targets());
      const { kind } = entry.fault;
      return {
        kind,
        applies: kind === 'timeout_after_apply' || (kind === 'crash_worker' && entry.random.next() < 0.5),
      };
    },
  };
}

function mayStrike({ fault, struck }: Entry): boolean {
  return fault.count === null || struck < fault.count;
}

function draw({ fault, random }: Entry): boolean {
  return random.next() < fault.rate;
}

/** Only what a transaction may be at, too: other items are put and deleted alone. */
const CONFLICTING = new Set(['TransactWriteItems', 'UpdateItem']);

function concerns({ target, kind, shop }: Fault, call: Call): boolean {
  if (target !== call.target) return false;
  switch (call.target) {
    case 'admin_api':
      return shop === null || shop === call.shop;
    case 'email':
      return true;
    case 'dynamodb':
    case 'sqs':
      if (kind === 'transaction_conflict') return CONFLICTING.has(call.operation);
      return kind !== 'crash_worker' || call.from === 'worker';
    default:
      return assertNever(call);
  }
}
