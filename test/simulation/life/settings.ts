import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';
import { ALL_SCOPES } from './troubles.ts';

type Chance = Pick<Draw, 'some' | 'isTrue' | 'gapMs'>;

const CURRENCIES = ['EUR', 'USD', 'EUR', 'GBP'];
const ZONES = ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York'];
const PLANS = ['Basic', 'Advanced', 'Grow'];

/** The shop's currency, time zone and plan become others, now and then back again; the rules follow some time later, or never. */
export function settingsOf(
  rules: () => object[],
  anytime: () => Instant,
  { some, isTrue, gapMs }: Chance,
  add: Add,
): void {
  if (!isTrue(0.1)) return;
  let at = anytime();
  for (let number = 0; number <= some(3); number += 1) {
    at = isTrue(0.4) ? at + gapMs() : anytime();
    const currency = isTrue(0.6) ? { currency: CURRENCIES[some(3)] ?? 'EUR' } : {};
    const timezone = isTrue(0.4) ? { timezone: ZONES[some(2)] ?? 'Asia/Tokyo' } : {};
    const plan = isTrue(0.4) ? { plan: PLANS[some(2)] ?? 'Basic' } : {};
    add(`settings ${number}`, at, { kind: 'settings', to: { ...currency, ...timezone, ...plan } });
    if (isTrue(0.6)) add(`policy in it ${number}`, at + gapMs(), { kind: 'published', rules: rules() });
  }
}

/** What a perk needs, each by itself. */
const NEEDED = [
  'write_orders',
  'write_returns',
  'write_store_credit_account_transactions',
  'read_store_credit_accounts',
];

/** Scopes are taken and given again, and the platform alone tells of it. */
export function grantsOf(anytime: () => Instant, { some, isTrue, gapMs }: Chance, add: Add): void {
  if (!isTrue(0.1)) return;
  for (let number = 0; number <= some(2); number += 1) {
    const at = anytime();
    const scopes = ALL_SCOPES.filter((scope) => scope !== NEEDED[some(3)]);
    add(`grants ${number} taken`, at, { kind: 'scopes', scopes, isTold: true });
    if (isTrue(0.7)) {
      const givenAt = at + (isTrue(0.3) ? some(5_000) : gapMs());
      add(`grants ${number} given`, givenAt, { kind: 'scopes', scopes: ALL_SCOPES, isTold: true });
    }
  }
}
