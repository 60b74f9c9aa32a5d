import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Services } from '../../../adapters/compose.ts';
import { createActHandler } from '../../../functions/act/handler.ts';
import { createDecideHandler } from '../../../functions/decide/handler.ts';
import { createTickHandler } from '../../../functions/tick/handler.ts';
import { createProcess, invoke, type Process } from './process.ts';
import { type Queue, type Received, VISIBILITY_MS } from './queue.ts';
import type { Outside } from './services.ts';
import { composeFor } from './services.ts';

export type SqsHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** What stands in for the product’s own handlers and services where a test breaks one step on purpose. */
export interface Alterations {
  services(services: Services): Services;
  decide(handler: SqsHandler): SqsHandler;
  act(handler: SqsHandler): SqsHandler;
}

export const UNALTERED: Alterations = {
  services: (services) => services,
  decide: (handler) => handler,
  act: (handler) => handler,
};

interface Worker {
  process: Process | null;
  handler: SqsHandler;
  busy: boolean;
}

/** A function on a queue: batches go to idle workers, as Lambda’s event source mapping hands them over. */
export function startFunction(
  outside: Outside,
  alterations: Alterations,
  name: 'decide' | 'act',
  queue: Queue,
  workerCount: number,
): { poll(): void } {
  const { agenda, chance, faults, tell } = outside.internet;
  const workers: Worker[] = Array.from({ length: workerCount }, () => ({
    process: null,
    handler: noHandler,
    busy: false,
  }));
  let polling = false;
  let batches = 0;

  function startProcess(worker: Worker, number: number): Process {
    const process = createProcess(outside.internet, `${name} ${number}`, () => {
      worker.process = null;
      worker.busy = false;
      poll();
    });
    const services = alterations.services(composeFor(outside, process));
    const elapsedMs = () => agenda.now();
    worker.handler =
      name === 'decide'
        ? alterations.decide(createDecideHandler(services, elapsedMs))
        : alterations.act(createActHandler(services, elapsedMs));
    worker.process = process;
    return process;
  }

  function poll(): void {
    if (polling) return;
    polling = true;
    agenda.at(agenda.now() + 5, () => {
      polling = false;
      for (const [number, worker] of workers.entries()) {
        if (worker.busy) continue;
        const size = 1 + Math.floor(chance.of(`batch ${name} ${batches}`) * 4);
        const batch = queue.receive(size, VISIBILITY_MS);
        if (batch.length === 0) return;
        batches += 1;
        run(worker, number + 1, batch);
      }
    });
  }

  function run(worker: Worker, number: number, batch: readonly Received[]): void {
    const process = worker.process ?? startProcess(worker, number);
    worker.busy = true;
    const task = `${name} ${batch.map(({ receipt }) => receipt).join(' ')}`;
    invoke(
      agenda,
      process,
      task,
      () => worker.handler({ Records: batch.map(toRecord) }),
      (answer) => {
        worker.busy = false;
        if ('value' in answer) {
          const failed = new Set(answer.value.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
          for (const { id, receipt } of batch) {
            if (!failed.has(id) && !faults.strikes('queue.not_deleted', receipt)) queue.remove(receipt);
          }
        } else tell(`${name} failed: ${String(answer.error)}`);
        poll();
      },
    );
  }

  return { poll };
}

const noHandler: SqsHandler = async () => ({ batchItemFailures: [] });

function toRecord({ id, receipt, body, group, tries }: Received): SQSEvent['Records'][number] {
  return {
    messageId: id,
    receiptHandle: receipt,
    body,
    attributes: {
      ApproximateReceiveCount: String(tries),
      MessageGroupId: group,
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:0:queue',
    awsRegion: 'us-east-1',
  };
}

const MINUTE_MS = 60_000;
/** Without anything due a tick does nothing: most of those are left out. */
const LONGEST_REST_MS = 30 * MINUTE_MS;

/** Ticks at the minute in which something is due, or a dead letter waits. */
export function startTick(
  outside: Outside,
  alterations: Alterations,
  nextDueAt: () => number | null,
  deadLetters: readonly Queue[],
): { wake(): void } {
  const { agenda } = outside.internet;
  let planned = Number.POSITIVE_INFINITY;
  let process: Process | null = null;
  let isBusy = false;
  let handler: () => Promise<unknown> = async () => undefined;

  function startProcess(): Process {
    const started = createProcess(outside.internet, 'tick', () => {
      if (process === started) process = null;
    });
    handler = createTickHandler(alterations.services(composeFor(outside, started)), () => agenda.now());
    process = started;
    return started;
  }

  function plan(): void {
    const now = agenda.now();
    const waiting = deadLetters.some((queue) => queue.size() > 0);
    const dueAt = waiting ? now : Math.min(nextDueAt() ?? Number.POSITIVE_INFINITY, now + LONGEST_REST_MS);
    const at = Math.max(Math.ceil(dueAt / MINUTE_MS), Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
    if (at >= planned && planned > now) return;
    planned = at;
    agenda.at(at, () => at === planned && tick());
  }

  function tick(): void {
    planned = Number.POSITIVE_INFINITY;
    const now = agenda.now();
    const isDue = (nextDueAt() ?? Number.POSITIVE_INFINITY) <= now || deadLetters.some((queue) => queue.size() > 0);
    if (isDue) {
      // One that runs still keeps the next from nothing: that gets a process of its own.
      const free = process !== null && !isBusy ? process : startProcess();
      isBusy = true;
      invoke(
        agenda,
        free,
        `tick ${new Date(now).toISOString()}`,
        () => handler(),
        () => {
          if (free === process) isBusy = false;
          plan();
        },
      );
    }
    plan();
  }

  return { wake: plan };
}
