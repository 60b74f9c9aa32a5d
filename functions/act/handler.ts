import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Services } from '../../adapters/compose.ts';
import { LONGEST_SEND_MS } from '../../adapters/email/messenger.ts';
import { parseEffectMessage } from '../../adapters/sqs/effect-queue.ts';
import { FUNCTION_TIMEOUT_S } from '../../adapters/sqs/queues.ts';
import type { DecisionId, ShopDomain } from '../../core/identity.ts';
import { buryWhenLate } from '../../core/use-cases/bury-effects.ts';
import { type Performed, performEffects } from '../../core/use-cases/perform-effects.ts';
import type { ShopHealth } from '../../core/use-cases/shop-health.ts';
import { handleRecords } from '../handle-records.ts';
import { reportFailure } from '../report-failure.ts';

/** What one effect may take at a shop that answers as slowly as is borne: 3 s for its bucket, 4 for each call. */
const LONGEST_AT_SHOP_MS = 20_000;
/** A message is sent after its customer was read at the shop. */
const BUDGET_MS = FUNCTION_TIMEOUT_S * 1000 - LONGEST_AT_SHOP_MS - LONGEST_SEND_MS;

/**
 * Does the effects of each decision in the shop. No message fails: what the shop answers is written down, what has to
 * be tried again comes through tick, and so does what failed by our own fault. One decision never stops a shop.
 *
 * @param elapsedMs real milliseconds since any moment.
 */
export function createActHandler(services: Services, elapsedMs: () => number = () => performance.now()) {
  const { clock, log, meter } = services;
  const health: ShopHealth = new Map();
  const now = () => clock.now().getTime();
  return (event: SQSEvent): Promise<SQSBatchResponse> => {
    const endsMs = elapsedMs() + BUDGET_MS;
    const hasTime = () => elapsedMs() < endsMs;
    return handleRecords(services, event, {
      name: 'act',
      parse: parseEffectMessage,
      async handle({ shop, decision }) {
        if (!hasTime()) {
          // Every waiting decision is due again some time after it was sent.
          log.warn('left to tick: no time', { shop, decision });
          return 'handled';
        }
        try {
          const performed = await performEffects(services, shop, decision, now, health, hasTime);
          if (performed.kind === 'performed') await report(shop, decision, performed);
        } catch (error) {
          reportFailure(services, 'act', error, { shop, decision });
          await buryWhenLate(services, shop, decision, now());
        }
        return 'handled';
      },
      async giveUp({ shop, decision }) {
        log.warn('left to tick: it failed each time', { shop, decision });
      },
    });
  };

  async function report(
    shop: ShopDomain,
    decision: DecisionId,
    { states, thrown, missingScope }: Extract<Performed, { kind: 'performed' }>,
  ) {
    for (const { effect, error } of thrown) reportFailure(services, 'act', error, { shop, decision, effect });
    for (const [state, count] of Object.entries(states)) meter.count(`effects.${state}`, count);
    log.info('acted', { shop, decision, ...states });
    // From now on decisions say that the perk is not possible.
    if (missingScope) await services.confirmInstallation(shop);
  }
}
