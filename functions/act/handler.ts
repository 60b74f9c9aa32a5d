import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Services } from '../../adapters/compose.ts';
import { parseEffectMessage } from '../../adapters/sqs/effect-queue.ts';
import { performEffects } from '../../core/use-cases/perform-effects.ts';

/**
 * Does the effects of each decision in the shop. A message fails only by our own fault (the store is unreachable): what
 * the shop answers is written down, and what has to be tried again comes through tick.
 */
export function createActHandler(services: Services) {
  const { clock, log, meter } = services;
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processPartialResponse(
      event,
      async ({ body }: SQSEvent['Records'][number]) => {
        const { shop, decision } = parseEffectMessage(body);
        const performed = await performEffects(services, shop, decision, () => clock.now().getTime());
        if (performed.kind === 'ignored') return;
        const { done, refused, again } = performed;
        for (const [state, count] of Object.entries({ done, refused, again })) meter.count(`effects.${state}`, count);
        log.info('acted', { shop, decision, done, refused, again });
      },
      new SqsFifoPartialProcessorAsync(),
      { skipGroupOnError: true, throwOnFullBatchFailure: false },
    );
}
