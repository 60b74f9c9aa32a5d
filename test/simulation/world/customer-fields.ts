import type { ShopConsent, ShopCustomer, StoreCredit } from './customer.ts';
import type { Fields } from './graphql.ts';
import { addressOf } from './mail.ts';
import { decimal, numberOf, wholeSecond } from './order.ts';
import { byIndex, connection, type Page, small } from './pages.ts';

/** What the Admin API shows of a customer. */
export function customerFields(customer: ShopCustomer): Fields {
  const emailAddress = addressOf(customer.id);
  const { tags, consent, credits, sms } = customer;
  const currencies = [...new Set(credits.map(({ currency }) => currency))];
  const { state: marketingState, updatedAt: marketingUpdatedAt } = consentFields(consent);
  return {
    id: customer.id,
    updatedAt: wholeSecond(customer.updatedAt),
    createdAt: wholeSecond(customer.createdAt),
    locale: 'de-AT',
    defaultAddress: { countryCodeV2: 'AT' },
    firstName: 'Ada',
    tags,
    defaultEmailAddress: emailAddress === null ? null : { emailAddress, marketingState, marketingUpdatedAt },
    defaultPhoneNumber: sms && { smsMarketingConsent: consentFields(sms) },
    storeCreditAccounts: (page: Page) =>
      connection(currencies, page, (currency) => accountFields(customer, currency), byIndex),
  };
}

function consentFields({ state, at }: ShopConsent) {
  return { state: state.toUpperCase(), updatedAt: at === null ? null : wholeSecond(at) };
}

/** An account for each currency. */
export function accountFields(customer: ShopCustomer, currency: string): Fields {
  const credits = customer.credits.filter((credit) => credit.currency === currency);
  const balance = credits.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    id: `gid://shopify/StoreCreditAccount/${currency}/${numberOf(customer.id)}`,
    balance: { amount: decimal(balance), currencyCode: currency },
    transactions: (page: Page) =>
      connection(page.reverse ? credits.toReversed() : credits, small(page), creditFields, byIndex),
  };
}

export function creditFields({ at, amountMinor, currency, expiresAt }: StoreCredit): Fields {
  return {
    __typename: 'StoreCreditAccountCreditTransaction',
    id: 'gid://shopify/StoreCreditAccountCreditTransaction/1',
    createdAt: new Date(at).toISOString(),
    amount: { amount: decimal(amountMinor), currencyCode: currency },
    expiresAt: expiresAt === null ? null : wholeSecond(expiresAt),
  };
}

export function ownerOfAccount(account: string): { readonly owner: string; readonly currency: string } {
  const [number = '', currency = ''] = account.split('/').toReversed();
  return { owner: `gid://shopify/Customer/${number}`, currency };
}
