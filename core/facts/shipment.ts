import { businessDaysWithoutScan, daysLate, SHOWN_STATUSES, type ShownStatus } from '../shipment.ts';
import type { Fact } from './definition.ts';
import { booleanFact, NOT_TOLD, numberFact, wordsFact } from './value.ts';

/** “out for delivery” */
function statusWord(status: ShownStatus): string {
  return status.replaceAll('_', ' ');
}

const STATUS_IN_GERMAN: Readonly<Record<ShownStatus, string>> = {
  attempted_delivery: 'Zustellung versucht',
  canceled: 'storniert',
  carrier_picked_up: 'vom Versanddienst abgeholt',
  confirmed: 'bestätigt',
  delayed: 'verspätet',
  delivered: 'zugestellt',
  failure: 'fehlgeschlagen',
  fulfilled: 'ausgeführt',
  in_transit: 'unterwegs',
  label_printed: 'Versandetikett gedruckt',
  label_purchased: 'Versandetikett gekauft',
  label_voided: 'Versandetikett ungültig',
  marked_as_fulfilled: 'als ausgeführt markiert',
  not_delivered: 'nicht zugestellt',
  out_for_delivery: 'in Zustellung',
  picked_up: 'abgeholt',
  ready_for_pickup: 'abholbereit',
  submitted: 'übermittelt',
};

export const SHIPMENT_FACTS = [
  {
    id: 'shipment.daysLate',
    label: 'number of days that the shipment is late',
    german: 'die Verspätung der Sendung in Tagen',
    type: 'number',
    events: ['shipment.delayed'],
    help: 'Whole days since the promised delivery, 0 before. Unknown when the shop has no promise.',
    example: 2,
    isAlwaysKept: true,
    read: ({ seen, now }) => numberFact(daysLate(seen, now)),
  },
  {
    id: 'shipment.businessDaysWithoutScan',
    label: 'number of business days without a scan',
    german: 'die Anzahl der Arbeitstage ohne Scan',
    type: 'number',
    events: ['shipment.delayed'],
    help: 'Whole days from Monday to Friday since the carrier’s last scan, or since it was sent. Unknown for shipments without a tracking number.',
    example: 5,
    isAlwaysKept: true,
    read: ({ seen, timezone, now }) => numberFact(businessDaysWithoutScan(seen, timezone, now)),
  },
  {
    id: 'shipment.scanned',
    label: 'shipment is known to the carrier',
    german: { yes: 'die Sendung dem Versanddienst bekannt ist', no: 'die Sendung dem Versanddienst nicht bekannt ist' },
    type: 'boolean',
    events: ['shipment.delayed'],
    help: 'The carrier scanned it at least once. The shop hears nothing of some carriers: what they carry is never scanned.',
    example: true,
    isAlwaysKept: true,
    read: ({ seen }) => booleanFact(seen.lastScan !== null),
  },
  {
    id: 'shipment.delivered',
    label: 'shipment is delivered',
    german: { yes: 'die Sendung zugestellt ist', no: 'die Sendung nicht zugestellt ist' },
    type: 'boolean',
    events: ['shipment.delayed'],
    help: 'A shipment that has arrived gets nothing, whatever the rule says.',
    example: true,
    isAlwaysKept: true,
    read: ({ seen }) => booleanFact(seen.deliveredAt !== null),
  },
  {
    id: 'shipment.status',
    label: 'shipment’s status',
    german: 'der Status der Sendung',
    type: 'words',
    word: 'status',
    oneOf: SHOWN_STATUSES.map(statusWord),
    wordsInGerman: Object.fromEntries(SHOWN_STATUSES.map((status) => [statusWord(status), STATUS_IN_GERMAN[status]])),
    isSingle: true,
    events: ['shipment.delayed'],
    help: 'As your shop shows it. Unknown where it shows none.',
    example: 'out for delivery',
    read: ({ seen: { shownAs } }, words) => (shownAs ? wordsFact(words, [statusWord(shownAs)]) : NOT_TOLD),
  },
  {
    id: 'shipment.attempts',
    label: 'number of failed attempts to deliver the shipment',
    german: 'die Anzahl der vergeblichen Zustellversuche',
    type: 'number',
    events: ['shipment.delayed'],
    help: 'How often the carrier told that it tried in vain, among its latest 20 messages. The shop hears nothing of some carriers: there it is 0.',
    example: 2,
    read: ({ seen }) => numberFact(seen.attempts ?? null),
  },
] as const satisfies readonly Fact<'shipment.delayed'>[];
