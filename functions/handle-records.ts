import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Services } from '../adapters/compose.ts';
import type { ShopDomain } from '../core/identity.ts';
import { reportFailure } from './report-failure.ts';

export interface RecordHandler<Message> {
  readonly name: 'decide' | 'act';
  parse(body: string): Message;
  /** `again`: nothing of ours went wrong, and the message has to come again. */
  handle(message: Message, record: SQSRecord): Promise<'handled' | 'again'>;
}

/**
 * One batch of a FIFO queue. A message that fails comes again without its neighbours (“Handling errors for an SQS
 * event source in Lambda”) and holds back only its own group.
 */
export function handleRecords<Message extends { readonly shop: ShopDomain }>(
  services: Pick<Services, 'log' | 'meter'>,
  event: SQSEvent,
  { name, parse, handle }: RecordHandler<Message>,
): Promise<SQSBatchResponse> {
  async function handleRecord(record: SQSRecord): Promise<void> {
    const { messageId, body } = record;
    let shop: ShopDomain | undefined;
    let handled: 'handled' | 'again';
    try {
      const message = parse(body);
      shop = message.shop;
      handled = await handle(message, record);
    } catch (error) {
      reportFailure(services, name, error, { messageId, shop });
      throw error;
    }
    if (handled === 'again') throw new Error('the message has to come again');
  }
  return processPartialResponse(event, handleRecord, new SqsFifoPartialProcessorAsync(), {
    skipGroupOnError: true,
    throwOnFullBatchFailure: false,
  });
}
