import { afterAll, expect, it } from 'vitest';
import { createDataDir, startPlatform, type TestPlatform } from '../../platform.ts';

const SHOP = 'concierge-demo.myshopify.com';
const ORDERS = 50;
/** The platform is killed, or told to stop, when so many orders were placed. */
const INTERRUPTIONS: Readonly<Record<number, 'kill' | 'stop'>> = { 7: 'kill', 19: 'stop', 34: 'kill', 50: 'kill' };

let platform: TestPlatform;
afterAll(() => platform.stop());

async function call<Answer>(path: string, body?: unknown): Promise<Answer> {
  const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${platform.url}/dev/stores/${SHOP}/${path}`, { ...request, headers });
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

interface Catalogue {
  readonly products: readonly { readonly variants: readonly { readonly id: string; readonly size: string }[] }[];
}

async function threeSizes(): Promise<{ variant: string; quantity: number }[]> {
  const { products } = await call<Catalogue>('catalogue');
  const bySize = new Map(products[0]?.variants.map(({ size, id }) => [size, id]));
  return [...bySize.values()].slice(0, 3).map((variant) => ({ variant, quantity: 1 }));
}

it('loses and doubles no perk when the platform is killed and stopped while orders arrive', async () => {
  const dataDir = createDataDir();
  platform = await startPlatform({ dataDir, seed: 'demo' });
  const lines = await threeSizes();
  const regulars = (await call<{ id: string }[]>('customers')).slice(0, 10);
  const placed: string[] = [];
  for (let number = 1; number <= ORDERS; number += 1) {
    const buyer = { kind: 'known', id: regulars[number % regulars.length]?.id };
    placed.push((await call<{ orderId: string }>('orders', { buyer, lines })).orderId);
    const interruption = INTERRUPTIONS[number];
    if (interruption === undefined) continue;
    await platform[interruption]();
    platform = await startPlatform({ dataDir, seed: 'demo' });
  }
  await platform.idle(60);

  const decisions = await call<{ order: string; outcome: string }[]>('decisions');
  expect(decisions.map(({ order }) => order).sort()).toEqual([...placed].sort());
  expect(new Set(decisions.map(({ outcome }) => outcome))).toEqual(new Set(['granted']));
  for (const id of placed) {
    const query = `{ order(id: "${id}") { tags note } }`;
    const { data } = await call<{ data: { order: unknown } }>('admin/api/2026-10/graphql.json', { query });
    expect(data.order).toEqual({
      tags: ['include-return-bag'],
      note: expect.stringMatching(/^\[concierge:return-bag\] .+$/),
    });
  }
}, 180_000);
