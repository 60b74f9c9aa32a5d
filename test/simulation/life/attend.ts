import type { Services } from '../../../adapters/compose.ts';
import { type Effect, isOpen } from '../../../core/effects.ts';
import type { Instant } from '../../../core/identity.ts';
import { replayAllParked } from '../../../core/use-cases/replay-parked.ts';
import { settleEffect, type Word } from '../../../core/use-cases/settle-effect.ts';
import { creditsOf } from '../world/customer.ts';
import { orderEver, type SimulatedShop, whoIs } from '../world/shop.ts';

/** Nobody looks at once: what was asked last has happened by then, or never does. */
const LOOKS_AFTER_MS = 5 * 60_000;

/** A person looks into the shop and says the truth of each effect that needs it, and replays what was parked. */
export async function attend(services: Services, shop: SimulatedShop, now: () => Instant): Promise<void> {
  const { decisions } = await services.ledger.decisions(shop.domain, { effect: 'open', limit: 50 });
  for (const decision of decisions) {
    for (const effect of decision.effects.filter(isOpen)) {
      if (now() - (effect.history.at(-1)?.at ?? 0) < LOOKS_AFTER_MS) continue;
      const word = wordFor(shop, effect);
      if (!word) continue;
      await settleEffect(services, shop.domain, { decision: decision.id, effect: effect.id }, word, 'staff', now());
    }
  }
  await replayAllParked(services, shop.domain, () => true);
}

function wordFor(shop: SimulatedShop, effect: Effect): Word | null {
  switch (effect.state) {
    case 'unclear':
      return isThere(shop, effect) ? 'happened' : 'did_not_happen';
    case 'refused':
      return 'retry';
    case 'stopped':
      return shop.installed ? 'retry' : null;
    default:
      return null;
  }
}

/** Whether anybody who looks finds it in the shop, or in the log of its mail provider. */
export function isThere(shop: SimulatedShop, { id, order, action }: Effect): boolean {
  switch (action.kind) {
    case 'order.tag':
      return orderEver(shop, order)?.tags.includes(action.tag) ?? false;
    case 'order.note':
      return orderEver(shop, order)?.note?.includes(action.marker) ?? false;
    case 'customer.message':
      return shop.changes.some(({ kind, subject }) => kind === 'mail' && subject === id);
    case 'customer.credit': {
      return creditsOf(shop, whoIs(shop, action.customer ?? '')).some(
        ({ by, amountMinor, expiresAt }) =>
          by === 'app' && amountMinor === action.amount.amountMinor && expiresAt === action.expiresAt,
      );
    }
    case 'return.approve':
      return (shop.returns.get(action.return)?.approved ?? null) !== null;
  }
}
