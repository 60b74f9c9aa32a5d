/** What the shop's messages are about, as a merchant says it. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['orders/create', 'An order was placed'],
  ['orders/updated', 'An order was changed'],
  ['orders/paid', 'An order was paid'],
  ['orders/cancelled', 'An order was cancelled'],
  ['orders/fulfilled', 'An order was sent'],
  ['orders/partially_fulfilled', 'A part of an order was sent'],
  ['orders/edited', 'An order was edited'],
  ['orders/delete', 'An order was deleted'],
  ['orders/risk_assessment_changed', 'An order’s fraud risk was assessed'],
  ['disputes/create', 'A payment was disputed'],
  ['disputes/update', 'A payment dispute went on'],
  ['refunds/create', 'A refund was made'],
  ['returns/request', 'A return was asked for'],
  ['returns/approve', 'A return was approved'],
  ['returns/decline', 'A return was declined'],
  ['fulfillments/create', 'A parcel was sent'],
  ['fulfillments/update', 'A parcel was changed'],
  ['fulfillment_events/create', 'The carrier told of a parcel'],
  ['fulfillment_orders/placed_on_hold', 'An order was put on hold'],
  ['fulfillment_orders/hold_released', 'An order was released'],
  ['fulfillment_orders/order_routing_complete', 'Where an order is sent from was decided'],
  ['fulfillment_orders/moved', 'An order is sent from another place'],
  ['concierge/shipment', 'A parcel was to be looked after'],
  ['customer.tags_added', 'A customer was given tags'],
  ['customer.tags_removed', 'Tags of a customer were removed'],
  ['customers_email_marketing_consent/update', 'A customer’s wish about marketing e-mails was changed'],
  ['customers_marketing_consent/update', 'A customer’s wish about marketing text messages was changed'],
  ['companies/create', 'A company was added'],
  ['companies/update', 'A company was changed'],
  ['companies/delete', 'A company was deleted'],
  ['company_contacts/create', 'A customer now buys for a company'],
  ['company_contacts/delete', 'A customer no longer buys for a company'],
  ['metaobjects/create', 'A review was kept in the shop'],
  ['metaobjects/update', 'A review kept in the shop was changed'],
  ['customers/create', 'A customer was added'],
  ['customers/update', 'A customer was changed'],
  ['customers/data_request', 'A customer asked for their data'],
  ['customers/redact', 'A customer’s data is to be erased'],
  ['shop/redact', 'The shop’s data is to be erased'],
  ['bulk_operations/finish', 'The shop has put together its past orders'],
  ['reviews/judgeme', 'A review came from Judge.me'],
  ['reviews/okendo', 'A review came from Okendo'],
  ['reviews/stamped', 'A review came from Stamped'],
  ['reviews/yotpo', 'A review came from Yotpo'],
  ['app/uninstalled', 'The app was uninstalled'],
]);

const SUBJECTS: ReadonlyMap<string, string> = new Map([
  ['orders', 'an order'],
  ['refunds', 'a refund'],
  ['returns', 'a return'],
  ['reverse_deliveries', 'a return'],
  ['customers', 'a customer'],
  ['fulfillments', 'a parcel'],
  ['fulfillment_events', 'a parcel'],
  ['disputes', 'a payment dispute'],
  ['products', 'a product'],
  ['reviews', 'a test of reviews'],
  ['shop', 'the shop'],
  ['app', 'the app'],
]);

/** “An order was placed”; for a topic without words of its own “About a return (returns/update)”. */
export function topicInWords(topic: string): string {
  const words = WORDS.get(topic);
  if (words !== undefined) return words;
  const subject = SUBJECTS.get(topic.split('/')[0] ?? '');
  return subject === undefined ? topic : `About ${subject} (${topic})`;
}
