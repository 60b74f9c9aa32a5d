import { formatDecimal, parseDecimal } from './decimal.ts';
import type { Document } from './document.ts';
import { restId, toGid } from './gid.ts';

/** A line to order: a variant of a product, in REST shape. */
export type OrderLine = { product: Document; variant: Document; quantity: number; lineId: string };

export type NewOrder = {
  orderId: string;
  number: number;
  currency: string;
  /** ISO 8601 with the shop's offset. */
  createdAt: string;
  customer: Document | null;
  email: string | null;
  lines: readonly OrderLine[];
  financialStatus: 'paid' | 'pending';
};

/** An order as Shopify's checkout makes it, in the REST shape of today's webhooks. Free shipping, no taxes. */
export function orderDocument(order: NewOrder): Document {
  const { currency, createdAt, email, financialStatus } = order;
  const total = formatDecimal(order.lines.reduce((sum, line) => sum + priceOf(line) * BigInt(line.quantity), 0n));
  const money = (field: string, amount: string) => ({ [field]: amount, [`${field}_set`]: moneySet(amount, currency) });
  const id = toGid('Order', order.orderId);
  const address = order.customer?.default_address ?? null;
  return {
    id: restId(id),
    admin_graphql_api_id: id,
    app_id: 580111,
    buyer_accepts_marketing: false,
    cancel_reason: null,
    cancelled_at: null,
    closed_at: null,
    confirmed: true,
    contact_email: email,
    created_at: createdAt,
    currency,
    ...money('current_subtotal_price', total),
    ...money('current_total_discounts', '0.00'),
    ...money('current_total_price', total),
    ...money('current_total_tax', '0.00'),
    customer_locale: 'en-US',
    discount_codes: [],
    email,
    estimated_taxes: false,
    financial_status: financialStatus,
    fulfillment_status: null,
    name: `#${order.number}`,
    note: null,
    note_attributes: [],
    number: order.number - 1000,
    order_number: order.number,
    payment_gateway_names: [financialStatus === 'paid' ? 'shopify_payments' : 'manual'],
    phone: null,
    po_number: null,
    presentment_currency: currency,
    processed_at: createdAt,
    source_name: 'web',
    ...money('subtotal_price', total),
    tags: '',
    tax_exempt: false,
    tax_lines: [],
    taxes_included: false,
    test: false,
    ...money('total_discounts', '0.00'),
    ...money('total_line_items_price', total),
    total_outstanding: financialStatus === 'paid' ? '0.00' : total,
    ...money('total_price', total),
    total_shipping_price_set: moneySet('0.00', currency),
    ...money('total_tax', '0.00'),
    total_tip_received: '0.00',
    total_weight: 0,
    updated_at: createdAt,
    user_id: null,
    billing_address: address,
    customer: order.customer,
    discount_applications: [],
    fulfillments: [],
    line_items: order.lines.map((line) => lineDocument(line, currency)),
    payment_terms: null,
    refunds: [],
    shipping_address: address,
    shipping_lines: [shippingLine(currency)],
  };
}

/** The one method of the stand-in’s checkout: free of charge. */
function shippingLine(currency: string): Document {
  const price = (field: string) => ({ [field]: '0.00', [`${field}_set`]: moneySet('0.00', currency) });
  return {
    carrier_identifier: null,
    code: 'Standard',
    ...price('discounted_price'),
    is_removed: false,
    phone: null,
    ...price('price'),
    requested_fulfillment_service_id: null,
    source: 'shopify',
    title: 'Standard',
    tax_lines: [],
    discount_allocations: [],
  };
}

function lineDocument({ product, variant, quantity, lineId }: OrderLine, currency: string): Document {
  const id = toGid('LineItem', lineId);
  const price = formatDecimal(parseDecimal(variant.price) ?? 0n);
  const variantTitle = variant.title === 'Default Title' ? null : variant.title;
  return {
    id: restId(id),
    admin_graphql_api_id: id,
    current_quantity: quantity,
    fulfillable_quantity: quantity,
    fulfillment_service: 'manual',
    fulfillment_status: null,
    gift_card: false,
    grams: 0,
    name: [product.title, variantTitle].filter(Boolean).join(' - '),
    price,
    price_set: moneySet(price, currency),
    product_exists: true,
    product_id: product.id,
    properties: [],
    quantity,
    requires_shipping: true,
    sku: variant.sku ?? null,
    taxable: true,
    title: product.title,
    total_discount: '0.00',
    total_discount_set: moneySet('0.00', currency),
    variant_id: variant.id,
    variant_inventory_management: 'shopify',
    variant_title: variantTitle,
    vendor: product.vendor ?? null,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  };
}

export function priceOf({ variant }: { variant: Document }): bigint {
  return parseDecimal(variant.price) ?? 0n;
}

export function moneySet(amount: string, currency: string): Document {
  const money = { amount, currency_code: currency };
  return { shop_money: money, presentment_money: money };
}
