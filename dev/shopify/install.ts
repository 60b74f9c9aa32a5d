import * as z from 'zod';
import type { Document } from './document.ts';
import { restId, toGid } from './gid.ts';
import { PLAN_NAMES, PLANS, type Shop } from './store/shop.ts';
import { APP_ID } from './views/metafield.ts';
import { formatZoned } from './zoned-time.ts';

/** Body of `POST /dev/stores/{shop}/install`. */
export const installRequest = z.strictObject({
  currency: z
    .string()
    .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'is not an ISO 4217 currency code')
    .default('USD'),
  timezone: z.string().refine(isTimeZone, 'is not an IANA time zone').default('America/New_York'),
  plan: z.enum(PLANS).default('standard'),
  scopes: z
    .union([z.string(), z.array(z.string())])
    .transform((scopes) => (typeof scopes === 'string' ? scopes.split(',') : scopes).map((scope) => scope.trim()))
    .pipe(z.array(z.string().regex(/^(unauthenticated_)?(read|write)_[a-z_]+$/, 'is not an access scope')))
    .optional(),
});
export type InstallRequest = z.output<typeof installRequest>;

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a request, one sentence per field: `currency: is not …`. */
export function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
}

/** The shop after the app was installed on it; `known` is the shop before, if there was one. */
export function installedShop(
  domain: string,
  known: Shop | undefined,
  request: InstallRequest,
  scopes: readonly string[],
  now: Date,
  newId: () => string,
): Shop {
  const { currency, timezone, plan } = request;
  return {
    domain,
    id: known?.id ?? newId(),
    name: known?.name ?? nameOfDomain(domain),
    createdAt: known?.createdAt ?? now.toISOString(),
    currency,
    timezone,
    plan,
    scopes: [...scopes],
    installed: true,
    installedAt: now.toISOString(),
  };
}

function nameOfDomain(domain: string): string {
  const words = (domain.split('.')[0] ?? '').split('-').filter(Boolean);
  return words.map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`).join(' ');
}

/** Payload of app/scopes_update: what was granted before and is now. */
export function scopesPayload(previous: Shop, current: Shop, now: Date): Document {
  return {
    id: Number(APP_ID),
    shop_id: toGid('Shop', current.id),
    previous: previous.scopes,
    current: current.scopes,
    updated_at: now.toISOString(),
  };
}

/** Payload of shop/update and app/uninstalled: the shop. */
export function shopPayload(shop: Shop, now: Date): Document {
  const [planName, planDisplayName] = PLAN_NAMES[shop.plan];
  const email = `owner@${shop.domain.split('.')[0]}.example.com`;
  return {
    id: restId(toGid('Shop', shop.id)),
    name: shop.name,
    email,
    customer_email: email,
    domain: shop.domain,
    myshopify_domain: shop.domain,
    currency: shop.currency,
    enabled_presentment_currencies: [shop.currency],
    iana_timezone: shop.timezone,
    timezone: `(GMT) ${shop.timezone}`,
    shop_owner: 'Shop Owner',
    plan_name: planName,
    plan_display_name: planDisplayName,
    created_at: formatZoned(new Date(shop.createdAt), shop.timezone),
    updated_at: formatZoned(now, shop.timezone),
    primary_locale: 'en',
    country: 'US',
    country_code: 'US',
    country_name: 'United States',
    weight_unit: 'kg',
    taxes_included: false,
    has_storefront: true,
    setup_required: false,
    password_enabled: false,
  };
}
