import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';

type Chance = Pick<Draw, 'some' | 'isTrue' | 'gapMs'>;

const TAGS = ['VIP', 'wholesale', 'slow payer'];
const STATES = ['subscribed', 'unsubscribed', 'not_subscribed', 'pending'] as const;

/** Tags and consents of customers change, now and then several at once. */
export function cardsOf(anytime: () => Instant, { some, isTrue }: Chance, add: Add): void {
  if (!isTrue(0.08)) return;
  let at = anytime();
  for (let number = 1; number <= 2 + some(6); number += 1) {
    at = isTrue(0.6) ? at + some(5_000) : anytime();
    const customer = 1 + some(2);
    if (isTrue(0.6)) {
      add(`customer ${number}`, at, {
        kind: 'customer_tagged',
        customer,
        tag: TAGS[some(2)] ?? '',
        isAdded: isTrue(0.6),
      });
    } else add(`consent ${number}`, at, { kind: 'consented', customer, state: STATES[some(3)] ?? 'pending' });
  }
}

/** Products are renamed, and taken out of the shop. */
export function productsOf(anytime: () => Instant, { some, isTrue }: Chance, add: Add): void {
  if (!isTrue(0.08)) return;
  let at = anytime();
  for (let number = 1; number <= 1 + some(4); number += 1) {
    at = isTrue(0.7) ? at + some(5_000) : anytime();
    const product = some(1);
    if (isTrue(0.15)) add(`product ${number}`, at, { kind: 'product_deleted', product });
    else add(`product ${number}`, at, { kind: 'product_changed', product, title: `Shirt ${number}` });
  }
}
