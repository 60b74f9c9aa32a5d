import { expect, test } from 'vitest';
import { eventMessageText } from '../../adapters/sqs/event-queue.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { steerImport } from '../../core/use-cases/steer-import.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { buildOrder, buildShop, buildVersion, DAY_MS, NOW, orderId } from '../core/builders.ts';
import { createExportWorld } from '../core/past-export.ts';
import { sqsEvent, startServices } from './services.ts';

/** An import that a person has begun in a shop with one order. */
async function start() {
  const past = {
    order: buildOrder({ id: orderId(1), createdAt: NOW - 60 * DAY_MS, lines: [] }),
    version: buildVersion(),
  };
  const { exports } = createExportWorld([past]);
  const { services, shop, queued } = await startServices({ exports });
  const further = ['read_products', 'read_returns', 'read_customers'];
  const readsAll = buildShop({ scopes: [...buildShop().scopes, ...further] });
  await installShop(services, shop, readsAll, NOW - DAY_MS);
  const { chores } = (await services.shops.find(shop)) ?? buildShop();
  await services.shops.setChores(shop, chores, { ...chores, sweepAt: NOW + DAY_MS });
  await steerImport(services, shop, 'start', NOW);
  const decide = createDecideHandler(services);
  const finish = eventMessageText({
    shop,
    topic: 'bulk_operations/finish',
    webhookId: 'finish',
    triggeredAt: NOW,
    replays: 0,
    body: Buffer.from('{}'),
  });
  return {
    exports,
    wake: async () => void (await decide(sqsEvent([queued.at(-1) ?? '']))),
    collected: async () => void (await decide(sqsEvent([finish]))),
    importAt: async () => (await services.shops.find(shop))?.chores.importAt,
    record: () => services.imports.latest(shop),
  };
}

test('an import goes on with the very message that tells of its file, through its orders and to each of the further files', async () => {
  const { wake, collected, record } = await start();
  await wake();
  expect(await record()).toMatchObject({ state: 'running', total: null, counts: { read: 0 } });
  await collected();
  expect(await record()).toMatchObject({ state: 'running', counts: { read: 1 }, products: { total: null } });
  for (const part of ['products', 'returns', 'customers'] as const) {
    expect((await record())?.[part]?.file).toMatch(new RegExp(`^${part} `));
    await collected();
  }
  expect(await record()).toMatchObject({ state: 'finished' });
});

test('a file that is there before its asking is written down is read at once, too', async () => {
  const { wake, collected, record, exports, importAt } = await start();
  const { begin } = exports;
  exports.begin = async (...call) => {
    const begun = await begin(...call);
    await collected();
    return begun;
  };
  await wake();
  expect(await record()).toMatchObject({ state: 'finished', counts: { read: 1 } });
  expect(await importAt()).toBeUndefined();
});
