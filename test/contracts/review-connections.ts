import { expect, test } from 'vitest';
import type { ReviewConnections } from '../../core/ports.ts';
import { NOW, shopDomain } from '../core/builders.ts';
import { CONNECTION } from '../core/reviews.ts';

const SHOP = CONNECTION.shop;

/** What every store of connections with review services keeps. */
export function reviewConnectionsContract(create: () => Promise<ReviewConnections>): void {
  test('a connection is found by its shop and provider alone, with and without a secret', async () => {
    const connections = await create();
    expect(await connections.find(SHOP, 'judgeme')).toBeNull();
    await connections.connect(CONNECTION);
    await connections.connect({ ...CONNECTION, provider: 'yotpo', secret: null });
    expect(await connections.find(SHOP, 'judgeme')).toEqual(CONNECTION);
    expect(await connections.find(SHOP, 'yotpo')).toEqual({ ...CONNECTION, provider: 'yotpo', secret: null });
    expect(await connections.find(SHOP, 'okendo')).toBeNull();
    expect(await connections.find(shopDomain('other'), 'judgeme')).toBeNull();
  });

  test('what came through last is remembered, a test apart from a review', async () => {
    const connections = await create();
    await connections.connect(CONNECTION);
    const received = { ...CONNECTION, lastReceivedAt: NOW };
    expect(await connections.received(SHOP, 'judgeme', 'review', NOW)).toEqual(received);
    expect(await connections.received(SHOP, 'judgeme', 'test', NOW + 5)).toEqual({ ...received, testedAt: NOW + 5 });
    expect(await connections.find(SHOP, 'judgeme')).toEqual({ ...received, testedAt: NOW + 5 });
  });

  test('connecting anew takes the place of the connection before', async () => {
    const connections = await create();
    await connections.connect(CONNECTION);
    await connections.received(SHOP, 'judgeme', 'review', NOW);
    await connections.connect({ ...CONNECTION, id: 'another' });
    expect(await connections.find(SHOP, 'judgeme')).toEqual({ ...CONNECTION, id: 'another' });
  });

  test('after disconnecting nothing is found, and a late delivery does not bring it back', async () => {
    const connections = await create();
    await connections.connect(CONNECTION);
    await connections.disconnect(SHOP, 'judgeme');
    expect(await connections.received(SHOP, 'judgeme', 'review', NOW)).toBeNull();
    expect(await connections.find(SHOP, 'judgeme')).toBeNull();
  });
}
