import { queryCustomers, queryOpen, readAndWrite, sendTo } from './permissions.ts';
import type { Queues } from './queues.ts';
import type { Settings } from './settings.ts';

export interface SiteParts {
  readonly table: sst.aws.Dynamo;
  readonly queues: Queues;
  readonly router: sst.aws.Router;
  readonly settings: Settings;
}

/** The embedded admin. It replays parked deliveries and has effects tried again: hence the queues. */
export function createSite({ table, queues, router, settings }: SiteParts): void {
  new sst.aws.Remix('Admin', {
    router: { instance: router },
    environment: { ...settings, NODE_ENV: 'production' },
    permissions: [
      readAndWrite(table),
      queryCustomers(table),
      queryOpen(table),
      sendTo(queues.events, queues.service, queues.bulk),
    ],
    server: { runtime: 'nodejs24.x', architecture: 'arm64', memory: '1024 MB', timeout: '20 seconds' },
    // Without what SST injects: Remix's old fetch in place of Node's. Single fetch is made for Node's (Remix's docs).
    transform: { server: { nodejs: { format: 'esm', minify: true } } },
  });
}
