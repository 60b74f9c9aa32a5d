import * as z from 'zod';
import { describeError } from '../adapters/log.ts';
import { parseShopDomain } from '../core/identity.ts';
import type { Ledger } from '../core/ports.ts';
import type { Shop } from '../core/shop.ts';
import type { Merchant } from './authenticate.server.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';
import { staffWords } from './staff-words.server.ts';

/** What every page says of the kill switch, as long as it says anything. */
export interface PerksSwitch {
  /** Perks are given again, and some are still on hold, with `resuming`. */
  state: 'stopped' | 'resuming';
  /** Null while resuming. */
  since: ShopTime | null;
  /** Who turned the switch: “you”, “staff member 7”; null where that is not known. */
  by: string | null;
  /** Orders with perks on hold: “12”, “1,000 or more”. */
  held: string;
  /** What waits is still being put on hold, or what is held taken off it. */
  isMoving: boolean;
}

export const switchRequest = z.strictObject({ perks: z.enum(['stopped', 'given']) });

export type SwitchPerksRequest = z.infer<typeof switchRequest>;

const MOST_COUNTED = 1000;

/** For the frame, which is not to fail with the stores: the page in it says that they do. */
export async function readPerksSwitch({ shop: name, services, staff }: Pick<Merchant, 'shop' | 'services' | 'staff'>) {
  const { shops, ledger, log } = services;
  try {
    const domain = parseShopDomain(name);
    const shop = domain && (await shops.find(domain));
    return shop && (await viewPerksSwitch(ledger, shop, staff));
  } catch (error) {
    log.error('kill switch not read', { error: describeError(error) });
    return null;
  }
}

/** Null while perks are given and nothing is on hold on account of the switch. */
export async function viewPerksSwitch(ledger: Ledger, shop: Shop, staff: string): Promise<PerksSwitch | null> {
  const { domain, timezone, perksStoppedAt, chores } = shop;
  const isMoving = chores.move !== null;
  if (perksStoppedAt === null && !isMoving) return null;
  const counts = await ledger.countOpen(domain, MOST_COUNTED);
  const held = counts.get('held') ?? 0;
  return {
    state: perksStoppedAt === null ? 'resuming' : 'stopped',
    since: perksStoppedAt === null ? null : shopTime(perksStoppedAt, timezone),
    by: viewTurn(shop, staff)?.by ?? null,
    held: `${held.toLocaleString('en')}${held >= MOST_COUNTED ? ' or more' : ''}`,
    isMoving,
  };
}

/** The last turn of the kill switch. */
export interface TurnView {
  at: ShopTime;
  /** Null where nobody of the staff did it. */
  by: string | null;
}

export function viewTurn(
  { perksTurned, timezone }: Pick<Shop, 'perksTurned' | 'timezone'>,
  staff: string,
): TurnView | null {
  if (perksTurned === null) return null;
  const { at, by } = perksTurned;
  return { at: shopTime(at, timezone), by: by === undefined ? null : staffWords(by, staff) };
}
