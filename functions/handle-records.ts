import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Services } from '../adapters/compose.ts';
import { MAX_RECEIVE_COUNT } from '../adapters/sqs/queues.ts';
import type { ShopDomain } from '../core/identity.ts';
import { reportFailure } from './report-failure.ts';

export interface RecordHandler<Message> {
  readonly name: 'decide' | 'act';
  parse(body: string): Message;
  /** `again`: nothing of ours went wrong, and the message has to come again. */
  handle(message: Message, record: SQSRecord): Promise<'handled' | 'again'>;
  /** What becomes of a message that fails on its last try: it does not come again. */
  giveUp(message: Message, error: unknown, record: SQSRecord): Promise<void>;
}

/**
 * One batch of a FIFO queue. A message that fails comes again without its neighbours (“Handling errors for an SQS
 * event source in Lambda”) and holds back only its own group. Dead-lettered is only what can't be read or given up, and
 * what the process died of.
 */
export function handleRecords<Message extends { readonly shop: ShopDomain }>(
  services: Pick<Services, 'log' | 'meter'>,
  event: SQSEvent,
  { name, parse, handle, giveUp }: RecordHandler<Message>,
): Promise<SQSBatchResponse> {
  /** Reports what `work` throws and throws it again. */
  async function reported<Result>(record: SQSRecord, shop: ShopDomain | undefined, work: () => Promise<Result>) {
    try {
      return await work();
    } catch (error) {
      reportFailure(services, name, error, { messageId: record.messageId, shop });
      throw error;
    }
  }

  async function handleRecord(record: SQSRecord): Promise<void> {
    const message = await reported(record, undefined, async () => parse(record.body));
    let handled: 'handled' | 'again' = 'handled';
    try {
      handled = await reported(record, message.shop, () => handle(message, record));
    } catch (error) {
      if (!isLastTry(record)) throw error;
      await reported(record, message.shop, () => giveUp(message, error, record));
    }
    if (handled === 'again') throw new Error('the message has to come again');
  }
  return processPartialResponse(event, handleRecord, new SqsFifoPartialProcessorAsync(), {
    skipGroupOnError: true,
    throwOnFullBatchFailure: false,
  });
}

/** One receive before the queue gives up: should giving up fail too, there is another. */
export function isLastTry(record: SQSRecord): boolean {
  return triesOf(record) >= MAX_RECEIVE_COUNT - 1;
}

/** How often the message was handed over, this time included. */
export function triesOf({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}
