import type { Version } from './entity.ts';

export const PLANS = ['basic', 'standard', 'advanced', 'plus'] as const;
export type Plan = (typeof PLANS)[number];

/** As payloads name it, for programs and for people. */
export const PLAN_NAMES: Readonly<Record<Plan, readonly [string, string]>> = {
  basic: ['basic', 'Basic'],
  standard: ['professional', 'Grow'],
  advanced: ['unlimited', 'Advanced'],
  plus: ['shopify_plus', 'Shopify Plus'],
};

/** A shop of the stand-in. `domain` is its myshopify.com domain and its key everywhere. */
export type Shop = {
  domain: string;
  /** Digits of the shop's own id. */
  id: string;
  name: string;
  currency: string;
  /** IANA name, such as America/New_York. */
  timezone: string;
  plan: Plan;
  scopes: readonly string[];
  installed: boolean;
  /** ISO 8601, domain time; null when never installed. */
  installedAt: string | null;
  createdAt: string;
  /** Which delivered description of the shop this is; absent before the first. */
  version?: Version;
};

export function isShopDomain(value: string): boolean {
  return /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(value);
}
