import { join } from 'node:path';
import type { LocalQueues } from '../aws/queues.ts';
import { type Child, startChild } from './child.ts';
import type { PlatformClock } from './clock.ts';
import type { ProductEnvironment } from './environment.ts';
import type { Faults } from './faults.ts';
import { CHILD_ENVIRONMENT } from './messages.ts';
import type { PartsOptions } from './parts.ts';
import type { Counters } from './stats.ts';
import type { Addresses } from './stores.ts';

const STOP_WITHIN_MS = 6_000;

/** The processes that run the product; absent until started. */
export interface Children {
  worker?: Child;
  app?: Child;
}

export interface ChildrenOptions extends PartsOptions {
  readonly addresses: Addresses;
  /** Resolves when the app's production build is there. */
  readonly built: Promise<void>;
  /** Filled with the children as they are ready. */
  readonly children: Children;
  readonly clock: PlatformClock;
  readonly counters: Counters;
  readonly environment: ProductEnvironment;
  readonly faults: Faults;
  readonly queues: LocalQueues;
}

/** Starts the worker and the app; resolves when both are ready. */
export async function startChildren(options: ChildrenOptions): Promise<void> {
  const { addresses, built, children, clock, counters, directory, environment, faults, log, queues, stops } = options;
  stops.push(() => Promise.all(Object.values(children).map((child: Child) => child.stop(STOP_WITHIN_MS))));
  const common = {
    log,
    onCounts: counters.add,
    environment: () => ({
      ...environment,
      [CHILD_ENVIRONMENT.clockOffsetMs]: String(clock.offsetMs),
      [CHILD_ENVIRONMENT.faultyTargets]: faults.targets().join(','),
    }),
  };
  const startWorker = async () => {
    children.worker = await startChild({
      ...common,
      name: 'the worker',
      script: new URL('../aws/worker.ts', import.meta.url),
      logFile: join(directory.path, 'worker.log'),
      port: addresses.ingestPort,
      onCall: (call) => faults.strike({ ...call, from: 'worker' }),
      onEnd: queues.abandonReceivers,
    });
  };
  const startApp = async () => {
    await built;
    children.app = await startChild({
      ...common,
      name: 'the app',
      script: new URL('../app/server.ts', import.meta.url),
      logFile: join(directory.path, 'app.log'),
      port: addresses.appPort,
      onCall: (call) => faults.strike({ ...call, from: 'app' }),
    });
  };
  await Promise.all([startWorker(), startApp()]);
}
