import type { Call, FaultTarget, Strike } from './faults.ts';

/** The functions that the worker runs. */
export type FunctionName = 'ingest' | 'decide' | 'act' | 'tick';

/** What the platform may ask a child and waits for the answer of: see `Answers`. */
export type Question = keyof Answers;

export interface Answers {
  /** Run the tick function now; answers when it is done. */
  tick: null;
  /** How many function invocations run at this moment. */
  running: number;
  /** Take no new work and finish what runs; the process then ends. */
  stop: null;
}

/** A call of AWS that a child is about to make. */
export type AwsCall = Omit<Extract<Call, { operation: string }>, 'from'>;

/** Over IPC, from the platform to a child process. */
export type ToChild =
  | { readonly type: 'clock'; readonly offsetMs: number }
  /** Of calls of these it has to be asked what goes wrong with them. */
  | { readonly type: 'faulty'; readonly targets: readonly FaultTarget[] }
  | { readonly type: 'strike'; readonly id: number; readonly strike: Strike | null }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question };

/** Over IPC, from a child process to the platform. */
export type FromChild =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'answer'; readonly id: number; readonly value: Answers[Question] }
  | { readonly type: 'call'; readonly id: number; readonly call: AwsCall }
  | { readonly type: 'counts'; readonly counts: Readonly<Record<string, number>> };

/** Environment variables by which the platform tells its children what is not configuration of the product. */
export const CHILD_ENVIRONMENT = {
  platformUrl: 'CONCIERGE_PLATFORM_URL',
  clockOffsetMs: 'CONCIERGE_CLOCK_OFFSET_MS',
  /** A comma-separated list of what calls fail on purpose of. */
  faultyTargets: 'CONCIERGE_FAULTY_TARGETS',
  port: 'CONCIERGE_CHILD_PORT',
} as const;
