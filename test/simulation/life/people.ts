import { CONSENT_STATES } from '../../../core/customer-card.ts';
import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';

type Chance = Pick<Draw, 'some' | 'isTrue' | 'gapMs'>;

/** Nobody else's: the platform deletes nobody who has ordered. */
const NEVER_ORDERS = 6;
const REVIEW = 20;

/** Somebody without an order writes a review, is given something for it, and is deleted: before, meanwhile or afterwards. */
export function deletionOf(anytime: () => Instant, { some, isTrue, gapMs }: Chance, add: Add): void {
  if (!isTrue(0.1)) return;
  const customer = NEVER_ORDERS;
  const at = anytime();
  add('customer 6', at, { kind: 'customer', customer });
  const reviewedAt = at + gapMs();
  const isInShop = isTrue(0.5) ? ({ isInShop: true } as const) : {};
  add('review 20', reviewedAt, { kind: 'reviewed', review: REVIEW, customer, rating: 1 + some(1), ...isInShop });
  if (isTrue(0.5)) {
    add('tagged 6', at + gapMs(), { kind: 'customer_tagged', customer, tag: 'VIP', isAdded: true });
  }
  const deletedAt = reviewedAt + (isTrue(0.6) ? some(30_000) : gapMs());
  add('deleted 6', deletedAt, { kind: 'customer_deleted', customer });
  // The platform objects to most others.
  if (isTrue(0.5)) add('deleted 4', anytime(), { kind: 'customer_deleted', customer: 1 + some(2) });
}

/** Consents to text messages, several at once now and then. */
export function textConsentsOf(anytime: () => Instant, { some, isTrue }: Chance, add: Add): void {
  if (!isTrue(0.1)) return;
  let at = anytime();
  for (let number = 1; number <= 2 + some(6); number += 1) {
    at = isTrue(0.6) ? at + some(5_000) : anytime();
    const customer = 1 + some(2);
    const state = CONSENT_STATES[some(3)] ?? 'pending';
    add(`text consent ${number}`, at, { kind: 'consented', customer, state, to: 'text_messages' });
  }
}

const FIRST_ORDER = 60;

/** People buy for companies, join and leave them: some of them are erased, and some companies deleted. */
export function companiesOf(anytime: () => Instant, { some, isTrue, gapMs }: Chance, add: Add): void {
  if (!isTrue(0.1)) return;
  let at = anytime();
  for (let number = 1; number <= 2 + some(6); number += 1) {
    at = isTrue(0.6) ? at + some(5_000) : anytime();
    const kind = isTrue(0.7) ? 'company_joined' : 'company_left';
    add(`company ${number}`, at, { kind, customer: 1 + some(4), company: 1 + some(1) });
  }
  if (isTrue(0.2)) add('company deleted', at + gapMs(), { kind: 'company_deleted', company: 1 });
  for (let order = FIRST_ORDER; order <= FIRST_ORDER + some(2); order += 1) {
    const placedAt = anytime();
    const amounts = { sizes: 1 + some(3), totalMinor: 500 + some(60_000) };
    const company = 1 + some(1);
    const customer = 1 + some(2);
    add(`order ${order}`, placedAt, { kind: 'order', order, customer, ...amounts, paid: true, test: false, company });
    if (isTrue(0.4)) add(`refunded ${order}`, placedAt + gapMs(), { kind: 'refunded', order, percent: 1 + some(99) });
  }
}

/** Reviews that the shop itself keeps, whose stars are changed now and then. */
export function shopReviewsOf(anytime: () => Instant, { some, isTrue, gapMs }: Chance, add: Add): void {
  if (!isTrue(0.1)) return;
  for (let review = 11; review <= 11 + some(2); review += 1) {
    const customer = isTrue(0.2) ? null : 1 + some(2);
    let at = anytime();
    for (let time = 0; time <= some(2); time += 1) {
      add(`shop review ${review} ${time}`, at, {
        kind: 'reviewed',
        review,
        customer,
        rating: 1 + some(4),
        isInShop: true,
      });
      at += isTrue(0.6) ? some(5_000) : gapMs();
    }
  }
}
