import { type Document, flag, record, records, splitTags, text, texts } from '../document.ts';
import { gidDigits } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { netPaid } from '../store/net-paid.ts';
import { parseTime } from '../zoned-time.ts';
import { addressView, nameOf } from './address.ts';
import { companyContactViews } from './company.ts';
import { metafieldFields } from './metafield.ts';
import { type OrdersArguments, ordersConnection } from './orders-connection.ts';
import { accountsConnection } from './store-credit.ts';
import { connectionOf, dateTime, moneyV2, type PageArguments, type Reading, type View } from './view.ts';
import { isVisible } from './visible-order.ts';

export function customerView(customer: Entity, reading: Reading): View {
  const { store, shop } = reading;
  const document = currentDocument(customer);
  const orders = () => store.ordersOfCustomer(shop.domain, customer.id);
  const addresses = () => {
    const listed = records(document.addresses);
    const all = listed.length > 0 ? listed : [document.default_address];
    return all.flatMap((address) => addressView(address, gidDigits(customer.id)) ?? []);
  };
  const view: View = {
    __typename: 'Customer',
    id: customer.id,
    legacyResourceId: gidDigits(customer.id),
    firstName: text(document.first_name),
    lastName: text(document.last_name),
    displayName: nameOf(document) || text(document.email) || text(document.phone) || '',
    email: text(document.email),
    phone: text(document.phone),
    note: text(document.note),
    tags: splitTags(document.tags),
    state: (text(document.state) ?? 'disabled').toUpperCase(),
    locale: text(document.locale) ?? 'en',
    verifiedEmail: flag(document.verified_email),
    validEmailAddress: text(document.email)?.includes('@') ?? false,
    taxExempt: flag(document.tax_exempt),
    taxExemptions: texts(document.tax_exemptions),
    dataSaleOptOut: false,
    multipassIdentifier: text(document.multipass_identifier),
    productSubscriberStatus: 'NEVER_SUBSCRIBED',
    companyContactProfiles: () => companyContactViews(customer, reading),
    createdAt: dateTime(document.created_at) ?? dateTime(document.updated_at) ?? dateTime(reading.now.toISOString()),
    updatedAt: dateTime(document.updated_at) ?? dateTime(document.created_at) ?? dateTime(reading.now.toISOString()),
    defaultAddress: addressView(document.default_address, gidDigits(customer.id)),
    addresses: ({ first }: { first?: number | null }) => addresses().slice(0, first ?? undefined),
    addressesV2: (args: PageArguments) => connectionOf('MailingAddress', addresses(), args),
    defaultEmailAddress: () => emailAddressView(document),
    defaultPhoneNumber: () => phoneNumberView(document),
    emailMarketingConsent: () => emailConsentView(document),
    numberOfOrders: () => String(orders().length),
    amountSpent: () =>
      moneyV2(
        orders().reduce((sum, order) => sum + netPaid(currentDocument(order)), 0n),
        shop.currency,
      ),
    canDelete: () => orders().length === 0,
    lastOrder: () => {
      const last = orders().reduce<Entity | null>((latest, order) => (isAfter(order, latest) ? order : latest), null);
      return last === null || !isVisible(last, reading) ? null : reading.viewOf(last);
    },
    orders: (args: OrdersArguments) => ordersConnection(orders(), args, reading),
    storeCreditAccounts: (args: PageArguments) => accountsConnection(customer.id, args, reading),
    ...metafieldFields(customer, () => view),
  };
  return view;
}

function isAfter(order: Entity, other: Entity | null): boolean {
  const time = (entity: Entity) => parseTime(entity.document.created_at) ?? 0;
  return other === null || time(order) >= time(other);
}

/** Consent comes from the topic customers_email_marketing_consent/update, or from older payloads. */
function consentOf(document: Document) {
  const consent = record(document.email_marketing_consent);
  return {
    marketingState: (text(consent?.state) ?? 'not_subscribed').toUpperCase(),
    marketingOptInLevel: text(consent?.opt_in_level)?.toUpperCase() ?? null,
    marketingUpdatedAt: dateTime(consent?.consent_updated_at),
  };
}

function emailAddressView(document: Document): View | null {
  const emailAddress = text(document.email);
  if (emailAddress === null) return null;
  return {
    __typename: 'CustomerEmailAddress',
    emailAddress,
    validFormat: emailAddress.includes('@'),
    openTrackingLevel: 'UNKNOWN',
    sourceLocation: null,
    ...consentOf(document),
  };
}

function emailConsentView(document: Document): View | null {
  if (text(document.email) === null) return null;
  const { marketingState, marketingOptInLevel, marketingUpdatedAt } = consentOf(document);
  return {
    __typename: 'CustomerEmailMarketingConsentState',
    marketingState,
    marketingOptInLevel,
    consentUpdatedAt: marketingUpdatedAt,
    sourceLocation: null,
  };
}

function phoneNumberView(document: Document): View | null {
  const phoneNumber = text(document.phone);
  if (phoneNumber === null) return null;
  const consent = record(document.sms_marketing_consent);
  const state = (text(consent?.state) ?? 'not_subscribed').toUpperCase();
  const optInLevel = text(consent?.opt_in_level)?.toUpperCase() ?? null;
  const updatedAt = dateTime(consent?.consent_updated_at);
  return {
    __typename: 'CustomerPhoneNumber',
    phoneNumber,
    marketingState: state,
    marketingOptInLevel: optInLevel,
    marketingUpdatedAt: updatedAt,
    marketingCollectedFrom: null,
    sourceLocation: null,
    smsMarketingConsent: {
      __typename: 'CustomerSmsMarketingConsent',
      state: state === 'NOT_SUBSCRIBED' ? 'NEVER_SUBSCRIBED' : state,
      optInLevel,
      updatedAt,
      collectedFrom: null,
      sourceLocation: null,
    },
  };
}
