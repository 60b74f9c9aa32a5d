import { toGid } from '../gid.ts';
import type { Shop } from '../store/shop.ts';
import { formatOffset, formatUtc, zoneOffsetMinutes } from '../zoned-time.ts';
import { APP_ID } from './metafield.ts';
import type { Reading, View } from './view.ts';

export function shopView({ shop, now }: Reading): View {
  const offsetMinutes = zoneOffsetMinutes(now, shop.timezone);
  const url = `https://${shop.domain}`;
  const email = `owner@${shop.domain.split('.')[0]}.example.com`;
  return {
    __typename: 'Shop',
    id: toGid('Shop', shop.id),
    name: shop.name,
    myshopifyDomain: shop.domain,
    url,
    email,
    contactEmail: email,
    shopOwnerName: 'Shop Owner',
    description: null,
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: [shop.currency],
    ianaTimezone: shop.timezone,
    timezoneOffset: formatOffset(offsetMinutes).replace(':', ''),
    timezoneOffsetMinutes: offsetMinutes,
    timezoneAbbreviation: abbreviation(now, shop.timezone),
    orderNumberFormatPrefix: '#',
    orderNumberFormatSuffix: '',
    plan: planView(shop),
    primaryDomain: { __typename: 'Domain', id: toGid('Domain', shop.id), host: shop.domain, sslEnabled: true, url },
    taxesIncluded: false,
    taxShipping: false,
    setupRequired: false,
    checkoutApiSupported: true,
    marketingSmsConsentEnabledAtCheckout: false,
    transactionalSmsDisabled: false,
    unitSystem: 'METRIC_SYSTEM',
    weightUnit: 'KILOGRAMS',
    createdAt: formatUtc(new Date(shop.createdAt)),
    updatedAt: formatUtc(new Date(shop.installedAt ?? shop.createdAt)),
  };
}

const PLAN_NAMES = { basic: 'Basic', standard: 'Grow', advanced: 'Advanced', plus: 'Plus' };

function planView({ plan }: Shop): View {
  return {
    __typename: 'ShopPlan',
    displayName: PLAN_NAMES[plan],
    publicDisplayName: PLAN_NAMES[plan],
    partnerDevelopment: false,
    shopifyPlus: plan === 'plus',
  };
}

function abbreviation(now: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(now);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}

/** The app's installation on the shop, with the scopes it was granted. */
export function appInstallationView({ shop }: Reading, apiKey: string): View {
  const accessScopes = shop.scopes.map((handle) => ({ __typename: 'AccessScope', handle, description: handle }));
  const app = {
    __typename: 'App',
    id: toGid('App', APP_ID),
    apiKey,
    handle: 'concierge',
    title: 'Concierge',
    embedded: true,
    requestedAccessScopes: accessScopes,
    optionalAccessScopes: [],
    previouslyInstalled: false,
  };
  return {
    __typename: 'AppInstallation',
    id: toGid('AppInstallation', shop.id),
    launchUrl: `https://${shop.domain}/admin/apps/concierge`,
    uninstallUrl: null,
    accessScopes,
    activeSubscriptions: [],
    app,
  };
}
