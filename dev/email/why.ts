import type { Services } from '../../adapters/compose.ts';
import { messageIdOf } from '../../adapters/email/reference.ts';
import { parseShopDomain, type ShopDomain } from '../../core/identity.ts';

const PAGE = 100;

/**
 * Finds the rule that sends a message, by its Message-ID: while it is being sent its effect is written as under way.
 * The message itself does not say it, as its receiver could read that.
 */
export function findWhy(
  services: Pick<Services, 'ledger'>,
  shops: () => readonly { readonly domain: string }[],
): (messageId: string) => Promise<string | null> {
  return async (messageId) => {
    for (const { domain } of shops()) {
      const shop = parseShopDomain(domain);
      const name = shop && messageId.endsWith(`@${shop}>`) ? await ruleOf(services, shop, messageId) : null;
      if (name !== null) return name;
    }
    return null;
  };
}

async function ruleOf({ ledger }: Pick<Services, 'ledger'>, shop: ShopDomain, messageId: string) {
  let cursor: string | null = null;
  do {
    const page = await ledger.decisions(shop, { effect: 'waiting', limit: PAGE, ...(cursor !== null && { cursor }) });
    for (const { effects, outcomes } of page.decisions) {
      const effect = effects.find(({ id }) => messageIdOf({ shop, id }) === messageId);
      if (effect) return outcomes.find(({ rule }) => rule === effect.rule)?.name ?? null;
    }
    cursor = page.cursor;
  } while (cursor !== null);
  return null;
}
