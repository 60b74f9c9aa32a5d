import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Services } from '../../adapters/compose.ts';
import { parseEffectMessage } from '../../adapters/sqs/effect-queue.ts';
import { FUNCTION_TIMEOUT_S } from '../../adapters/sqs/queues.ts';
import { type HeldShops, performEffects } from '../../core/use-cases/perform-effects.ts';
import { handleRecords } from '../handle-records.ts';
import { reportFailure } from '../report-failure.ts';

/** What one decision may take when a shop answers as slowly as is borne: 3 s for its bucket, 4 for each call. */
const LONGEST_DECISION_MS = 20_000;
const BUDGET_MS = FUNCTION_TIMEOUT_S * 1000 - LONGEST_DECISION_MS;

/**
 * Does the effects of each decision in the shop. A message fails only by our own fault (the store is unreachable): what
 * the shop answers is written down, and what has to be tried again comes through tick.
 *
 * @param elapsedMs real milliseconds since any moment.
 */
export function createActHandler(services: Services, elapsedMs: () => number = () => performance.now()) {
  const { clock, log, meter } = services;
  return (event: SQSEvent): Promise<SQSBatchResponse> => {
    const endsMs = elapsedMs() + BUDGET_MS;
    const held: HeldShops = new Map();
    return handleRecords(services, event, {
      name: 'act',
      parse: parseEffectMessage,
      async handle({ shop, decision }) {
        if (elapsedMs() >= endsMs) {
          // Every pending decision is due again some time after it was sent.
          log.warn('left to tick: no time', { shop, decision });
          return 'handled';
        }
        const performed = await performEffects(services, shop, decision, () => clock.now().getTime(), held);
        if (performed.kind === 'ignored') return 'handled';
        const { done, refused, again, thrown } = performed;
        for (const { effect, error } of thrown) reportFailure(services, 'act', error, { shop, decision, effect });
        for (const [state, count] of Object.entries({ done, refused, again })) meter.count(`effects.${state}`, count);
        log.info('acted', { shop, decision, done, refused, again });
        return 'handled';
      },
    });
  };
}
