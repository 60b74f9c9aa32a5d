import type { Services } from '../../../adapters/compose.ts';
import { createMemoryStores, type MemoryStores } from '../../../adapters/memory/stores.ts';
import { type Instant, parseShopDomain, type ShopDomain } from '../../../core/identity.ts';
import { createAgenda } from './agenda.ts';
import { createChance } from './chance.ts';
import { CONNECTION, createDeliveries, type Deliveries } from './deliveries.ts';
import { createFaults, type FaultPlan } from './faults.ts';
import { createProcess, type Ground, invoke } from './process.ts';
import { createQueue, type Queue } from './queue.ts';
import { recording, type Written } from './record.ts';
import { composeFor, DEAD_LETTER_URLS, type Outside, QUEUE_URLS } from './services.ts';
import { createShop, type SimulatedShop } from './shop.ts';
import { withStaleReads } from './stale-reads.ts';
import { type Alterations, startFunction, startTick } from './workers.ts';

export interface World {
  readonly ground: Ground;
  readonly deliveries: Deliveries;
  /** By number, as events name them. */
  readonly shops: readonly SimulatedShop[];
  /** The tables, without anything in between. */
  readonly stores: MemoryStores;
  readonly written: Written;
  readonly queues: ReadonlyMap<string, Queue>;
  /** Somebody of the staff does something in the app, and tries again until it went well or `isMoot`. */
  staff(task: string, work: (services: Services) => Promise<void>, isMoot: () => boolean): void;
}

export interface WorldSettings {
  readonly seed: number;
  readonly begin: Instant;
  readonly faults: FaultPlan;
  readonly workers: { readonly decide: number; readonly act: number };
  readonly alterations: Alterations;
  tell(line: string): void;
}

const DOMAINS = ['atelier.myshopify.com', 'bazaar.myshopify.com'].map((text) => parseShopDomain(text) as ShopDomain);

export function createWorld(settings: WorldSettings): World {
  const { alterations, workers } = settings;
  const chance = createChance(settings.seed);
  const agenda = createAgenda(settings.begin);
  const tell = (line: string) => settings.tell(`${new Date(agenda.now()).toISOString()}  ${line}`);
  const faults = createFaults(settings.faults, chance, agenda.now, tell);
  const ground: Ground = { agenda, chance, faults, tell };

  const wakeTick = () => tick.wake();
  const dead = Object.values(DEAD_LETTER_URLS).map((url) => createQueue(ground, url, null, wakeTick));
  const live = Object.values(QUEUE_URLS).map((url, index) =>
    createQueue(ground, url, dead[index] ?? null, () => (index === 0 ? decide.poll() : act.poll())),
  );
  const queues = new Map([...live, ...dead].map((queue) => [queue.name, queue]));
  const [events, service] = live;
  if (!events || !service) throw new Error('a queue is missing');

  const shops = DOMAINS.map(createShop);
  const deliveries = createDeliveries(ground, events);
  const internet = { ...ground, shops: new Map(shops.map((shop) => [shop.domain, shop])), deliveries };
  const written: Written = { commits: [], states: [], installations: [], details: [], deletions: [], switches: [] };
  const stores = recording(createMemoryStores(), agenda.now, written);
  for (const { domain: shop } of shops) {
    const connection = {
      shop,
      provider: 'judgeme',
      id: CONNECTION,
      secret: null,
      connectedAt: settings.begin,
    } as const;
    void stores.reviewConnections.connect(connection);
  }
  const outside: Outside = { internet, stores: withStaleReads(ground, stores), queues };
  const decide = startFunction(outside, alterations, 'decide', events, workers.decide);
  const act = startFunction(outside, alterations, 'act', service, workers.act);
  const tick = startTick(outside, alterations, stores.nextDueAt, dead);
  tick.wake();

  function staff(task: string, work: (services: Services) => Promise<void>, isMoot: () => boolean, tries = 1): void {
    const again = () => {
      const waitMs = 60_000 * tries * (1 + chance.of(`${task} ${tries}`));
      agenda.at(agenda.now() + waitMs, () => isMoot() || staff(task, work, isMoot, tries + 1));
    };
    const process = createProcess(internet, `app (${task})`, again);
    const services = alterations.services(composeFor(outside, process));
    invoke(
      agenda,
      process,
      `${task} ${tries}`,
      () => work(services),
      (answer) => {
        if ('value' in answer) tick.wake();
        else {
          tell(`${task} failed: ${String(answer.error)}`);
          again();
        }
      },
    );
  }

  return { ground, deliveries, shops, stores, written, queues, staff };
}
