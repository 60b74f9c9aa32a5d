import type { Instant } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import { mixesCurrencies, type Profile, spentUntil, type Totals, windowTotals } from '../core/profile.ts';
import type { Shop } from '../core/shop.ts';

/** What a page says of a sum. */
export interface Spent {
  /** Null where amounts of two currencies would have to be added up. */
  spend: string | null;
  orders: number;
}

/** Of the last 365 days. */
export function spentInYear(profile: Profile, { currency, currencySince: change }: Shop, now: Instant): Spent {
  const isMixed = spentUntil(profile, { at: now, days: 365, change }, null);
  return spent(windowTotals(profile, now, 365, null), currency, isMixed);
}

/** Of all that is known. */
export function spentInAll(profile: Profile, { currency, currencySince }: Shop, now: Instant): Spent {
  return spent(profile.lifetime, currency, mixesCurrencies(profile, now, currencySince, null));
}

function spent({ netMinor, orders }: Totals, currency: string, isMixed: boolean): Spent {
  return { spend: isMixed ? null : formatMoney({ amountMinor: netMinor, currency }), orders };
}
