import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ParkedDelivery, ParkingLot } from '../../core/ports.ts';
import { NOW, shopDomain } from '../core/builders.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');

function parked(id: string, over: Partial<ParkedDelivery> = {}): ParkedDelivery {
  return {
    id,
    topic: 'orders/create',
    reason: 'no id',
    at: NOW,
    body: Buffer.from(`{"${id}`).toString('base64'),
    ...over,
  };
}

/** What every parking lot keeps. */
export function parkingLotContract(create: () => Promise<ParkingLot>): void {
  test('an empty lot lists nothing and finds nothing', async () => {
    const lot = await create();
    expect(await lot.list(SHOP, 5)).toEqual([]);
    expect(await lot.find(SHOP, 'a')).toBeNull();
  });

  test('the list is newest first, without bodies, up to its limit', async () => {
    const lot = await create();
    for (const [index, id] of ['a', 'b', 'c'].entries()) await lot.park(SHOP, parked(id, { at: NOW + index }));
    const listed = await lot.list(SHOP, 2);
    expect(listed).toEqual([
      { id: 'c', topic: 'orders/create', reason: 'no id', at: NOW + 2 },
      { id: 'b', topic: 'orders/create', reason: 'no id', at: NOW + 1 },
    ]);
  });

  test('parking the same id again changes nothing, whenever it comes', async () => {
    const lot = await create();
    await lot.park(SHOP, parked('a'));
    await lot.park(SHOP, parked('a', { at: NOW + 60_000, reason: 'another', body: '' }));
    expect(await lot.list(SHOP, 5)).toHaveLength(1);
    expect(await lot.find(SHOP, 'a')).toEqual(parked('a'));
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
    expect(await lot.list(SHOP, 9)).toHaveLength(ids.length);
    for (const id of ids) expect(await lot.find(SHOP, id)).toEqual(parked(id));
  });

  test('one shop never sees another’s deliveries', async () => {
    const lot = await create();
    await lot.park(SHOP, parked('a'));
    expect(await lot.list(OTHER, 5)).toEqual([]);
    expect(await lot.find(OTHER, 'a')).toBeNull();
    await lot.park(OTHER, parked('a', { reason: 'theirs' }));
    expect((await lot.find(SHOP, 'a'))?.reason).toBe('no id');
  });
}
