import type { Decision } from './decide.ts';
import type { EventType } from './event.ts';
import type { Recipient } from './ports.ts';

interface VariableDefinition {
  /** What the preview shows in its place. */
  readonly sample: string;
  /** In whose messages it may stand; in all where absent. */
  readonly events?: readonly EventType[];
}

/** What may stand in a message between `{{` and `}}`. Any of them may be empty: a customer may have no first name. */
const VARIABLES = {
  'customer.first_name': { sample: 'Ada' },
  'shop.name': { sample: 'Your shop' },
  /** Of a review only where it says which order it speaks of. */
  'order.name': { sample: '#1001' },
  'review.rating': { sample: '2', events: ['review.posted'] },
  'review.product': { sample: 'Linen shirt', events: ['review.posted'] },
} as const satisfies Readonly<Record<string, VariableDefinition>>;

type Variable = keyof typeof VARIABLES;

const NAMES = Object.keys(VARIABLES) as Variable[];

/** The variables that the messages of a rule can use, as they are written: `customer.first_name`. */
export function variablesFor(event: EventType): Variable[] {
  return NAMES.filter((name) => {
    const { events }: VariableDefinition = VARIABLES[name];
    return events?.includes(event) ?? true;
  });
}

/** By the parts of their names: `{ customer: { first_name: 'Ada' } }`. */
export type MessageValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the variables stand for in the message of one decision. */
export function messageValues({ event }: Pick<Decision, 'event'>, { firstName, shopName }: Recipient): MessageValues {
  const review = event.type === 'review.posted' ? event : null;
  return nested({
    'customer.first_name': plainName(firstName ?? ''),
    'shop.name': shopName,
    'order.name': event.orderName ?? '',
    'review.rating': review ? String(review.rating) : '',
    'review.product': review?.reviewName ?? '',
  });
}

/** For the preview. */
export function sampleValues(): MessageValues {
  return nested(Object.fromEntries(NAMES.map((name) => [name, VARIABLES[name].sample])) as Record<Variable, string>);
}

/** With nothing known, as a template has to bear. */
export function emptyValues(): MessageValues {
  return nested(Object.fromEntries(NAMES.map((name) => [name, ''])) as Record<Variable, string>);
}

function nested(values: Readonly<Record<Variable, string>>): MessageValues {
  const grouped: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(values)) {
    const [group = '', part = ''] = name.split('.');
    grouped[group] = { ...grouped[group], [part]: value };
  }
  return grouped;
}

const LONGEST_NAME = 60;

/** Anybody may call themselves as they like in a shop: what looks like an address is no name that a shop mails out. */
function plainName(name: string): string {
  const plain = name.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return plain.length > LONGEST_NAME || /[/@:<>]|\w\.\w\w/.test(plain) ? '' : plain;
}
