import type { Services } from '../../adapters/compose.ts';
import { FUNCTION_TIMEOUT_S } from '../../adapters/sqs/queues.ts';
import { wakeDue } from '../../core/use-cases/wake-due.ts';
import { reportFailure } from '../report-failure.ts';
import { drainDeadLetters } from './dead-letters.ts';

/** Leaves what runs then as long again to end. */
const BUDGET_MS = (FUNCTION_TIMEOUT_S * 1000) / 2;
/** Of it; enough for hundreds of dead letters. They go first: however much is due, they don't wait for it. */
const DEAD_LETTERS_MS = BUDGET_MS / 3;

export interface Ticked {
  /** Decisions whose effects were sent again. */
  readonly resent: number;
  /** Shops whose chores were sent for. */
  readonly chores: number;
  /** Dead letters that are where a person finds them. */
  readonly drained: number;
}

/**
 * Each minute: what died in the queues is kept; what is due goes to them, where the same code as ever handles it.
 *
 * @param elapsedMs real milliseconds since any moment.
 */
export function createTickHandler(services: Services, elapsedMs: () => number = () => performance.now()) {
  return async (): Promise<Ticked> => {
    const beganMs = elapsedMs();
    const hasTimeOf = (budgetMs: number) => () => elapsedMs() - beganMs < budgetMs;
    const drained = await drainDeadLetters(services, hasTimeOf(DEAD_LETTERS_MS));
    const hasTime = hasTimeOf(BUDGET_MS);
    const { resent, chores, failed } = await wakeDue(services, services.clock.now().getTime(), hasTime);
    for (const { due, error } of failed) {
      const decision = due.kind === 'decision' ? due.decision : undefined;
      reportFailure(services, 'tick', error, { shop: due.shop, due: due.kind, decision });
    }
    if (resent + chores + drained > 0) services.log.info('ticked', { resent, chores, drained });
    return { resent, chores, drained };
  };
}
