import type { TestPlatform } from '../platform.ts';

const SHOP = 'concierge-demo.myshopify.com';

export type Buyer = { kind: 'known'; id: string } | { kind: 'new'; name: string } | { kind: 'guest' };

interface Variant {
  id: string;
  size: string | null;
}

/** The demo store's shop as a program uses it. */
export function demoShop(platform: TestPlatform) {
  const base = `${platform.url}/dev/stores/${SHOP}`;
  const read = async <Answer>(path: string): Promise<Answer> => {
    const response = await fetch(`${base}${path}`);
    return (await response.json()) as Answer;
  };
  const write = async <Answer>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answer> => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${base}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  return {
    /** The customer who spent the most, or the one so many places after that. */
    async regular(rank = 0): Promise<Buyer> {
      const customer = (await read<{ id: string }[]>('/customers'))[rank];
      if (!customer) throw new Error(`the demo store has no ${rank + 1} customers`);
      return { kind: 'known', id: customer.id };
    },
    /** Places an order of the first product in three sizes and waits until all that follows from it is done. */
    async orderThreeSizes(buyer: Buyer): Promise<{ id: string; name: string }> {
      const { products } = await read<{ products: { variants: Variant[] }[] }>('/catalogue');
      const bySize = new Map((products[0]?.variants ?? []).map((variant) => [variant.size, variant.id]));
      const lines = [...bySize.values()].slice(0, 3).map((variant) => ({ variant, quantity: 1 }));
      const order = await write<{ id: string; name: string }>('POST', '/orders', { buyer, lines });
      await platform.idle();
      return order;
    },
    /** The kill switch. */
    switchPerks: (to: 'stopped' | 'given') => write('POST', '/perks', { given: to === 'given' }),
    /** Installs the app again with these scopes; with those that it asks for when none are named. */
    grant: (scopes?: string) => write('POST', '/install', scopes === undefined ? {} : { scopes }),
    policy: <Policy>() => read<Policy>('/policy'),
    publish: (policy: unknown) => write('PUT', '/policy', policy),
  };
}
