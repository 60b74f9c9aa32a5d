/**
 * The function runner: runs the handlers of functions/ in one process as Lambda would, with its event sources. Started
 * by the platform with `--import dev/preload.ts`.
 */
import { SQSClient } from '@aws-sdk/client-sqs';
import { compose } from '../../adapters/compose.ts';
import { composeIngest } from '../../adapters/compose-ingest.ts';
import { ALL_VARIABLES, readConfig } from '../../adapters/config.ts';
import { createActHandler } from '../../functions/act/handler.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { createIngestHandler } from '../../functions/ingest/handler.ts';
import { createTickHandler } from '../../functions/tick/handler.ts';
import { connectToPlatform } from '../platform/channel.ts';
import { listenOnLoopback } from '../platform/loopback.ts';
import type { FunctionName } from '../platform/messages.ts';
import { startEventSource } from './event-source.ts';
import { breakClient } from './faulty-client.ts';
import { serveFunctionUrl } from './function-url.ts';

const TICK_EVERY_MS = 60_000;

const channel = connectToPlatform();
const config = readConfig(process.env, ALL_VARIABLES);
const onAwsClient = breakClient(channel.strike, () => process.kill(process.pid, 'SIGKILL'));
const services = compose({ config, clock: channel.clock, meter: { count: channel.count }, onAwsClient });
const sqs = new SQSClient({ region: config.region, ...(config.sqsEndpoint && { endpoint: config.sqsEndpoint }) });
onAwsClient(sqs);

let running = 0;

/** Into the worker's log. */
function report(problem: unknown): void {
  process.stderr.write(`${problem instanceof Error ? problem.stack : problem}\n`);
}

/** Wraps a handler so that its invocations, milliseconds, events and failures are counted. */
function measured<Event, Result>(
  name: FunctionName,
  handler: (event: Event) => Promise<Result>,
  eventsOf: (event: Event) => number,
): (event: Event) => Promise<Result> {
  return async (event) => {
    const startedAt = performance.now();
    running += 1;
    try {
      return await handler(event);
    } catch (error) {
      channel.count(`function.${name}.failures`, 1);
      throw error;
    } finally {
      running -= 1;
      channel.count(`function.${name}.invocations`, 1);
      channel.count(`function.${name}.milliseconds`, performance.now() - startedAt);
      channel.count(`function.${name}.events`, eventsOf(event));
    }
  };
}

const ingest = measured('ingest', createIngestHandler(composeIngest(process.env, channel.clock, onAwsClient)), () => 1);
const decide = measured('decide', createDecideHandler(services), (event) => event.Records.length);
const act = measured('act', createActHandler(services), (event) => event.Records.length);
const tick = measured('tick', createTickHandler(services), () => 1);

const eventSources = [
  startEventSource(sqs, { queueUrl: config.queues.events, handler: decide, concurrency: 4, report }),
  startEventSource(sqs, { queueUrl: config.queues.service, handler: act, concurrency: 4, report }),
  startEventSource(sqs, { queueUrl: config.queues.bulk, handler: act, concurrency: 2, report }),
];

/** One at a time, but one asked for while another runs comes after it: that one may have read the old clock. */
let ticking: Promise<unknown> = Promise.resolve();
function tickNow(): Promise<unknown> {
  ticking = ticking.then(() => tick({})).catch(report);
  return ticking;
}
const tickTimer = setInterval(tickNow, TICK_EVERY_MS);

const server = await listenOnLoopback(serveFunctionUrl(ingest), channel.wantedPort);

channel.answer('running', async () => running);
channel.answer('tick', async () => {
  await tickNow();
  return null;
});
channel.answer('stop', async () => {
  clearInterval(tickTimer);
  await Promise.all([server.close(), ticking, ...eventSources.map((source) => source.stop())]);
  return null;
});
channel.ready(server.port);
void tickNow();
