import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';
import { ALL_SCOPES } from './troubles.ts';

type Chance = Pick<Draw, 'some' | 'isTrue' | 'gapMs'>;

/** Whose rules look at what is sold. */
export interface GoodsLife {
  readonly rules: () => object[];
}

const TAGS = ['linen', 'heavy', 'gift'];
const COLLECTIONS = ['Sale', 'New'];

export function goodsLifeOf({ some, isTrue }: Chance): GoodsLife | null {
  if (!isTrue(0.1)) return null;
  const words = (fact: string, values: readonly string[]) => ({
    fact,
    operator: isTrue(0.5) ? 'includes' : 'excludes',
    value: values[some(values.length - 1)],
  });
  const rules = () =>
    [
      rule('margin', { fact: 'order.margin', operator: 'at_least', value: 5 * some(16) }),
      rule('fabric', words('order.products.tags', TAGS)),
      rule('shelf', { any: [words('order.products.collections', COLLECTIONS), words('order.products.tags', TAGS)] }),
    ].filter(() => isTrue(0.7));
  return { rules };
}

/** What is sold is sorted otherwise, and costs another amount, several times at once now and then; some is told of. */
export function goodsOf(begin: Instant, anytime: () => Instant, { some, isTrue }: Chance, add: Add): void {
  const scopes = [...ALL_SCOPES, 'read_products'];
  add('goods shown', begin + 90_000, { kind: 'scopes', scopes });
  let at = begin + 100_000;
  for (let number = 1; number <= 2 + some(5); number += 1) {
    const tags = TAGS.filter(() => isTrue(0.4));
    const collections = COLLECTIONS.filter(() => isTrue(0.4));
    const costMinor = isTrue(0.1) ? null : some(24) * 100;
    add(`goods ${number}`, at, { kind: 'goods_changed', product: 0, tags, collections, costMinor });
    at = isTrue(0.4) ? at + some(10_000) : anytime();
  }
  if (isTrue(0.15)) add('costs hidden', anytime(), { kind: 'costs_hidden' });
  if (isTrue(0.1)) add('goods deleted', anytime(), { kind: 'product_deleted', product: 0 });
}

function rule(id: string, condition: object): object {
  const cost = { amountMinor: 40, currency: 'USD' };
  const perk = { kind: 'packing_instruction', tag: `${id}-tag`, note: `Put in a ${id}.`, cost };
  return { id, name: id, enabled: true, on: 'order.placed', when: [condition], perk };
}
