import type { Instant } from '../../../core/identity.ts';
import type { Add, Draw } from './generate.ts';

export const ALL_SCOPES = [
  'read_orders',
  'write_orders',
  'read_all_orders',
  'read_customers',
  'read_store_credit_accounts',
  'write_store_credit_account_transactions',
  'read_returns',
  'write_returns',
  'read_fulfillments',
  'read_merchant_managed_fulfillment_orders',
];

const OUTAGES = ['silent', 'http_503', 'locked'] as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What a shop and its people put the app through. */
export function troublesOf(days: number, draw: Draw, add: Add): void {
  const { some, isTrue, gapMs, moment, trouble } = draw;
  if (isTrue(0.35 * trouble)) {
    const forMs = isTrue(0.5) ? gapMs() / 3 : (1 + some(7)) * HOUR_MS;
    add('outage', moment(), { kind: 'outage', mode: OUTAGES[some(2)] ?? 'silent', forMs });
  }
  for (let number = 1; isTrue(0.35 * trouble) && number <= 3; number += 1) {
    const at = moment();
    add(`stopped ${number}`, at, { kind: 'perks', to: 'stopped' });
    if (isTrue(0.8)) add(`given ${number}`, at + gapMs(), { kind: 'perks', to: 'given' });
  }
  for (let number = 1; isTrue(0.2 * trouble) && number <= 2; number += 1) {
    const at = moment();
    add(`uninstalled ${number}`, at, { kind: 'uninstalled' });
    if (isTrue(0.8)) add(`reinstalled ${number}`, at + gapMs(), { kind: 'installed', scopes: ALL_SCOPES });
  }
  if (isTrue(0.25 * trouble)) {
    const at = moment();
    add('scopes taken', at, { kind: 'scopes', scopes: someScopes(draw) });
    if (isTrue(0.8)) add('scopes given', at + gapMs(), { kind: 'scopes', scopes: ALL_SCOPES });
  }
  if (isTrue(0.3)) {
    const at = moment();
    // For ever, till the end of a day as the admin has it, or till a second of its own.
    const endsAt = isTrue(0.3) ? null : dayAfter(at + 30 * DAY_MS) + (isTrue(0.5) ? 0 : some(86_399) * 1000);
    add('credit by hand', at, { kind: 'staff_credits', customer: 1 + some(2), amountMinor: 500, endsAt });
  }
  if (isTrue(0.2)) add('garbage', moment(), { kind: 'garbage', body: isTrue(0.5) ? '{"id":' : '{"id":"x"}' });
  for (let number = 1; number <= days * trouble; number += 1) {
    if (isTrue(0.4)) add(`attended ${number}`, moment() + gapMs(), { kind: 'attended' });
  }
}

function dayAfter(at: Instant): Instant {
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS;
}

export function someScopes({ isTrue }: Draw): string[] {
  const isKept = isTrue(0.5)
    ? (scope: string) => !scope.includes('store_credit')
    : (scope: string) => scope !== 'write_orders' && scope !== 'write_returns';
  return ALL_SCOPES.filter(isKept);
}
