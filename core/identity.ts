/**
 * Branded ids. They are parsed once at the edge; the core never sees a raw string id.
 * Shopify's ids exceed 2^53, so they are kept as gids (`gid://shopify/Order/820982911946154508`).
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The permanent `*.myshopify.com` domain of one shop, lower case. */
export type ShopDomain = Branded<'ShopDomain'>;
export type OrderId = Branded<'OrderId'>;
export type CustomerId = Branded<'CustomerId'>;
export type RefundId = Branded<'RefundId'>;
export type ProductId = Branded<'ProductId'>;
export type CompanyId = Branded<'CompanyId'>;
export type ReturnId = Branded<'ReturnId'>;
/** The platform calls a shipment a fulfillment. */
export type ShipmentId = Branded<'ShipmentId'>;
export type DisputeId = Branded<'DisputeId'>;
/** `provider/number`: `judgeme/120441`. */
export type ReviewId = Branded<'ReviewId'>;
/** The part of an order that is sent from one place. */
export type FulfillmentOrderId = Branded<'FulfillmentOrderId'>;
/** Chosen by the policy's author, stable over versions: a name may change, the id may not. */
export type RuleId = Branded<'RuleId'>;
/** Sorts by the time of the decision within a shop: `<ISO time>~<event type>~<subject's key>`. */
export type DecisionId = Branded<'DecisionId'>;
/** Derived from rule + subject + perk, so the same perk for the same subject always has the same id. */
export type EffectId = Branded<'EffectId'>;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$/;

/** The shop's domain, or null when the text is not a `*.myshopify.com` host. */
export function parseShopDomain(text: string): ShopDomain | null {
  const lower = text.toLowerCase();
  return SHOP_DOMAIN.test(lower) ? (lower as ShopDomain) : null;
}

interface GidKinds {
  Order: OrderId;
  Customer: CustomerId;
  Refund: RefundId;
  Product: ProductId;
  Company: CompanyId;
  Return: ReturnId;
  Fulfillment: ShipmentId;
  ShopifyPaymentsDispute: DisputeId;
  FulfillmentOrder: FulfillmentOrderId;
}

const DECIMAL_ID = /^[1-9][0-9]{0,19}$/;

/** `gid('Order', '820982911946154508')`; null when the number is not a plain positive decimal. */
export function gid<Kind extends keyof GidKinds>(kind: Kind, number: string): GidKinds[Kind] | null {
  return DECIMAL_ID.test(number) ? (`gid://shopify/${kind}/${number}` as GidKinds[Kind]) : null;
}

/** Accepts only a gid of the asked kind. */
export function parseGid<Kind extends keyof GidKinds>(kind: Kind, text: string): GidKinds[Kind] | null {
  const prefix = `gid://shopify/${kind}/`;
  return text.startsWith(prefix) ? gid(kind, text.slice(prefix.length)) : null;
}

/** The decimal number at the end of a gid, for short display and for keys. */
export function gidNumber(id: GidKinds[keyof GidKinds]): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

const REVIEW_PROVIDER = /^[a-z]{1,20}$/;
const REVIEW_NUMBER = /^[A-Za-z0-9_-]{1,64}$/;

/** `reviewId('judgeme', '120441')`; null when the provider can't have given a review such a number. */
export function reviewId(provider: string, number: string): ReviewId | null {
  return REVIEW_PROVIDER.test(provider) && REVIEW_NUMBER.test(number) ? (`${provider}/${number}` as ReviewId) : null;
}
