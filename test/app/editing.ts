import { createLiquidTemplates } from '../../adapters/liquid/templates.ts';
import { createMemoryShops } from '../../adapters/memory/shops.ts';
import type { Rule } from '../../core/policy.ts';
import { NOW, shopDomain } from '../core/builders.ts';

export const domain = shopDomain('atelier');
const templates = createLiquidTemplates();

/** A shop with these rules, and who edits them. */
export async function openShop(rules: Rule[]) {
  const { shops, policies } = createMemoryShops(() => false);
  await shops.install(domain, { currency: 'USD', timezone: 'UTC', scopes: [] }, NOW);
  await policies.publish(domain, { rules }, 0, 'install', NOW);
  const find = async () => {
    const shop = await shops.find(domain);
    if (!shop) throw new Error('the shop is gone');
    return shop;
  };
  return {
    policies,
    /** A request of somebody who reads the shop now. */
    editor: async () => ({ policies, templates, shop: await find(), author: '77', now: NOW }),
    running: async () => {
      const policy = await policies.version(domain, (await find()).policyVersion);
      if (!policy) throw new Error('the running policy is missing');
      return policy;
    },
  };
}
