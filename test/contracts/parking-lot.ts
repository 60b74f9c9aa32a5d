import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ParkedDelivery, ParkingLot } from '../../core/ports.ts';
import { NOW, orderId, shopDomain } from '../core/builders.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');

function parked(id: string, over: Partial<ParkedDelivery> = {}): ParkedDelivery {
  return {
    id,
    topic: 'orders/create',
    reason: 'no id',
    source: 'unusable',
    at: NOW,
    triggeredAt: NOW - 1_000,
    replays: 0,
    body: Buffer.from(`{"${id}`).toString('base64'),
    ...over,
  };
}

/** What every parking lot keeps. */
export function parkingLotContract(create: () => Promise<ParkingLot>): void {
  test('an empty lot lists nothing and finds nothing', async () => {
    const lot = await create();
    expect(await lot.list(SHOP, 5)).toEqual({ parked: [], cursor: null });
    expect(await lot.find(SHOP, 'a')).toBeNull();
    await lot.remove(SHOP, parked('a'));
    expect(await lot.find(SHOP, 'a')).toBeNull();
  });

  test('the list is newest first, without bodies, page by page', async () => {
    const lot = await create();
    const deliveries = ['a', 'b', 'c', 'd', 'e'].map((id, index) => parked(id, { at: NOW + Math.floor(index / 2) }));
    for (const delivery of deliveries) await lot.park(SHOP, delivery);
    const newestFirst = deliveries.map(({ body: _, ...summary }) => summary).reverse();
    const first = await lot.list(SHOP, 2);
    const second = await lot.list(SHOP, 2, first.cursor ?? '');
    const third = await lot.list(SHOP, 2, second.cursor ?? '');
    expect([first, second, third].flatMap((page) => page.parked)).toEqual(newestFirst);
    expect([first, second, third].map(({ cursor }) => cursor !== null)).toEqual([true, true, false]);
    expect(await lot.list(SHOP, 5)).toEqual({ parked: newestFirst, cursor: null });
    expect((await lot.list(SHOP, 5, 'b3RoZXI')).parked).toEqual(newestFirst);
  });

  test('parking the same id again changes nothing, whenever it comes', async () => {
    const lot = await create();
    await lot.park(SHOP, parked('a'));
    await lot.park(SHOP, parked('a', { at: NOW + 60_000, reason: 'another', body: '' }));
    expect((await lot.list(SHOP, 5)).parked).toHaveLength(1);
    expect(await lot.find(SHOP, 'a')).toEqual(parked('a'));
  });

  test('what fails again after a replay takes its own place, whole, and is not undone by the delivery before', async () => {
    const lot = await create();
    const long = parked('a', { body: randomBytes(780_000).toString('base64') });
    const again = parked('a', { at: NOW + 60_000, reason: 'still no id', source: 'dead_letter', replays: 2 });
    const sameMoment = { ...long, replays: 3 };
    await lot.park(SHOP, long);
    for (const next of [again, sameMoment, { ...again, replays: 4 }]) {
      await lot.park(SHOP, next);
      await lot.park(SHOP, long);
      const { body: _, ...summary } = next;
      expect(await lot.list(SHOP, 5)).toEqual({ parked: [summary], cursor: null });
      expect(await lot.find(SHOP, 'a')).toEqual(next);
    }
  });

  test('what is parked many times at once is parked once', async () => {
    const lot = await create();
    await Promise.all([0, 0, 0].map(() => lot.park(SHOP, parked('a'))));
    await Promise.all([1, 2].map((replays) => lot.park(SHOP, parked('a', { replays, at: NOW + replays }))));
    expect((await lot.list(SHOP, 5)).parked).toMatchObject([{ id: 'a', replays: 2 }]);
    expect(await lot.find(SHOP, 'a')).toMatchObject({ replays: 2, at: NOW + 2 });
  });

  test('what is removed is gone with its body and can be parked again', async () => {
    const lot = await create();
    const long = parked('a', { body: randomBytes(780_000).toString('base64') });
    await lot.park(SHOP, long);
    await lot.park(SHOP, parked('b'));
    await lot.remove(SHOP, long);
    expect((await lot.list(SHOP, 5)).parked).toMatchObject([{ id: 'b' }]);
    expect(await lot.find(SHOP, 'a')).toBeNull();
    await lot.park(SHOP, parked('a'));
    expect(await lot.find(SHOP, 'a')).toEqual(parked('a'));
  });

  test('what was parked anew since its replay stays', async () => {
    const lot = await create();
    await lot.park(SHOP, parked('a'));
    await lot.park(SHOP, parked('a', { replays: 1 }));
    await lot.remove(SHOP, parked('a'));
    expect(await lot.find(SHOP, 'a')).toEqual(parked('a', { replays: 1 }));
    await lot.remove(OTHER, parked('a', { replays: 1 }));
    await lot.remove(SHOP, parked('a', { replays: 1 }));
    expect(await lot.list(SHOP, 5)).toEqual({ parked: [], cursor: null });
  });

  test('a body that was too big to keep is told by what stands for it', async () => {
    const lot = await create();
    for (const order of [orderId(5), null]) {
      const delivery = parked(`order-${order}`, { body: { bytes: 1_500_000, order } });
      await lot.park(SHOP, delivery);
      expect(await lot.find(SHOP, delivery.id)).toEqual(delivery);
    }
  });

  test('bodies come back byte for byte: empty, garbage, and as large as a message can be', async () => {
    const lot = await create();
    for (const [index, bytes] of [Buffer.alloc(0), Buffer.from([0xff, 0, 0xfe]), randomBytes(780_000)].entries()) {
      const delivery = parked(`body-${index}`, { body: bytes.toString('base64') });
      await lot.park(SHOP, delivery);
      expect(await lot.find(SHOP, delivery.id)).toEqual(delivery);
    }
  });

  test('an id of any length is kept, and told apart from a similar one', async () => {
    const lot = await create();
    const ids = ['x'.repeat(3_000), `${'x'.repeat(2_999)}y`, 'ü'.repeat(600)];
    for (const id of ids) {
      await lot.park(SHOP, parked(id));
      await lot.park(SHOP, parked(id, { at: NOW + 1 }));
    }
    expect((await lot.list(SHOP, 9)).parked).toHaveLength(ids.length);
    for (const id of ids) expect(await lot.find(SHOP, id)).toEqual(parked(id));
  });

  test('one shop never sees another’s deliveries', async () => {
    const lot = await create();
    await lot.park(SHOP, parked('a'));
    expect(await lot.list(OTHER, 5)).toEqual({ parked: [], cursor: null });
    expect(await lot.find(OTHER, 'a')).toBeNull();
    await lot.park(OTHER, parked('a', { reason: 'theirs' }));
    expect((await lot.find(SHOP, 'a'))?.reason).toBe('no id');
  });
}
