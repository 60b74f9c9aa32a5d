import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * JSON, deflated: records stay under 1 KB, which is what one write unit pays for. The compressor knows our words
 * beforehand, since a single record is too short to learn them from.
 */
const FORMAT = 2;

/**
 * Part of the stored format: what was packed with it can be read only with it. To change it, add a format and keep
 * this one for reading. The most frequent words come last.
 */
const FIRST_WORDS = Buffer.from(
  [
    '"publishedAt":,"author":"install","enabled":true,"on":"order.placed","when":[{"fact":"","operator":"","value":',
    '"perk":{"kind":"packing_instruction","tag":"include-return-bag","note":"',
    '{"id":"gid://shopify/Order/","revision":1,"snapshot":{"id":"gid://shopify/Order/","name":"#1","customer":"gid:',
    '//shopify/Customer/","createdAt":17,"cancelledAt":null,"test":false,"financialStatus":"pending","authorized","',
    'partially_paid","voided","expired","refunded","partially_refunded","paid","total":{"amountMinor":,"currency":"',
    'GBP"},"lines":[{"product":"gid://shopify/Product/","title":"","variantTitle":"S / ","quantity":1},{"product":',
    'null,"variantTitle":null}],"refunds":[]},"snapshotVersion":{"updatedAt":17,"triggeredAt":17,"bodyHash":"',
    '"refunds":[{"id":"gid://shopify/Refund/","order":"gid://shopify/Order/","amount":{"amountMinor":,"createdAt":',
    '"contribution":{"customer":"gid://shopify/Customer/","placedAt":17,"netMinor":},"placement":"awaited","history',
    '","decided","decision":"20"}"contribution":null,"decision":null',
    '{"id":null,"revision":null,"event":{"type":"order.placed","order":"gid://shopify/Order/","orderName":"#1",',
    '"customer":"gid://shopify/Customer/","at":17},"decidedAt":17,"policyVersion":1,"arrival":1,"knownSince":17,',
    '"facts":{"customer.spend.365d":{"type":"unknown","reason":"guest"},"customer.orders.365d":{"type":"number",',
    '"number":0},"order.total":{"type":"money","money":{"amountMinor":,"currency":"EUR"}},"order.items":{"type":',
    '"number","number":3},"order.lines.sizesOfOneProduct":{"type":"number","number":3},"order.cancelled":{"type":',
    '"boolean","boolean":false}},"outcomes":[{"rule":"return-bag","name":"Return bag for regulars","outcome":',
    '"granted","conditions":[{"fact":"order.cancelled","operator":"is","expected":false,"verdict":"holds"},{"fact":',
    '"customer.spend.365d","operator":"over","expected":{"amountMinor":150000,"currency":"USD"},"verdict":"holds"},',
    '{"fact":"order.lines.sizesOfOneProduct","operator":"at_least","expected":3,"verdict":"fails"}],"cost":{"',
    'amountMinor":40,"currency":"USD"}},"operator":"at_most","under","verdict":"unknown"}],"cost":null}],"effects":',
    'null,"afterthoughts":null}[{"rule":"","kind":"regretted","missed","at":17,"conditions":',
    '[{"id":"return-bag/","rule":"return-bag","order":"gid://shopify/Order/","action":{"kind":"order.tag","tag":',
    '"include-return-bag"},"state":"pending","attempts":0,"attemptedAt":null,"problem":null},{"id":"return-bag/',
    '/order.note","rule":"return-bag","order":"gid://shopify/Order/","action":{"kind":"order.note","marker":"',
    '[concierge:return-bag]","line":"Put a return bag in the parcel: a regular is trying several sizes."},"state":',
    '"refused","attempts":1,"attemptedAt":17,"problem":"","state":"done","attempts":1,"attemptedAt":17,"problem":',
    'null}]',
  ].join(''),
);

/** What decisions keep since rules may ask for disputes, tags, consent and risk. */
const SECOND_WORDS = Buffer.concat([
  FIRST_WORDS,
  Buffer.from(
    [
      '"disputes":1,"card":{"readAt":17,"tags":[],"email":null,"sms":null}"waiting":{"since":17,"until":17},"risk":[{"',
      'provider":null,"answer":"low","medium","high","at":17}],"waited":{"since":17,"until":17,"end":"time_up","risk_came"}',
      '"customer.disputes":{"type":"number","number":0},"customer.tags":{"type":"unknown","reason":"not_told"},',
      '"customer.emailConsent":{"type":"unknown","reason":"not_told"},"order.total":{"type":"money","money":{"amountMinor":',
      '"number":3},"order.risk.high":{"type":"unknown","reason":"not_assessed"},"order.risk.raised":{"type":"unknown",',
      '"reason":"not_assessed"},"order.cancelled":{"type":"boolean","boolean":false}},"outcomes":[{"rule":"',
    ].join(''),
  ),
]);

const WORDS: ReadonlyMap<number, Buffer> = new Map([
  [1, FIRST_WORDS],
  [FORMAT, SECOND_WORDS],
]);

/** Keeps every JSON value as it is, order of fields included. Equal values give equal bytes. */
export function pack(value: unknown): Uint8Array {
  const deflated = deflateRawSync(Buffer.from(JSON.stringify(value)), { level: 9, dictionary: SECOND_WORDS });
  return Buffer.concat([Uint8Array.of(FORMAT), deflated]);
}

/** The value is what our own `pack` wrote: its type is the writer's promise. */
export function unpack<Value>(packed: Uint8Array): Value {
  const dictionary = WORDS.get(packed[0] ?? 0);
  if (!dictionary) throw new Error(`packed in format ${packed[0]}, which this version can't read`);
  return JSON.parse(inflateRawSync(packed.subarray(1), { dictionary }).toString()) as Value;
}
