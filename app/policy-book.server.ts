import { isLanguage } from '../core/words/language.ts';
import { type PolicyBook, policyBook } from '../core/words/policy-book.ts';
import type { Merchant } from './authenticate.server.ts';
import { requirePolicy } from './rule-publishing.server.ts';
import { requireShop } from './shop.server.ts';

/** The book of the version that runs, in the language that the address asks for: `?language=de`. */
export async function runningBook(merchant: Merchant, request: Request): Promise<PolicyBook & { version: number }> {
  const shop = await requireShop(merchant);
  const policy = await requirePolicy(merchant.services.policies, shop, shop.policyVersion);
  const asked = new URL(request.url).searchParams.get('language') ?? '';
  const language = isLanguage(asked) ? asked : 'en';
  return { ...policyBook(policy, { language, timezone: shop.timezone }), version: policy.version };
}
