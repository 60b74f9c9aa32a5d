import type { EventType } from '../core/event.ts';
import { type FactId, factDefinition, factLabel, factsOf } from '../core/facts/catalogue.ts';
import { formatMoney, minorDigits } from '../core/money.ts';
import { inQuotes, upperFirst } from '../core/words/phrases.ts';

/** What a person chooses from. */
export interface FactChoice {
  readonly fact: FactId;
  readonly label: string;
  /** What is asked of it: “Amount in USD, such as 1,500.00”. */
  readonly kind: string;
}

/** What a fact is about: what its id begins with. A line’s facts are asked of lines alone. */
type Subject = Exclude<
  FactId extends infer Id ? (Id extends `${infer Begin}.${string}` ? Begin : never) : never,
  'line'
>;

const SUBJECTS: Readonly<Record<Subject, string>> = {
  customer: 'Customer',
  order: 'Order',
  company: 'Company',
  return: 'Return',
  shipment: 'Shipment',
  review: 'Review',
  time: 'Time',
};

/**
 * The facts that a rule on such an event can look at, by what they are about; those alone that have every word of the
 * search in what is said of them, and first those that are called so.
 */
export function factGroups(on: EventType, search: string, currency: string): { title: string; facts: FactChoice[] }[] {
  const words = search.toLocaleLowerCase().split(/\s+/);
  const hasAll = (text: string) => words.every((word) => text.toLocaleLowerCase().includes(word));
  const groups = Object.entries(SUBJECTS).map(([subject, title]) => {
    const facts = factsOf(on)
      .filter((fact) => fact.startsWith(`${subject}.`))
      .map((fact) => ({ fact, label: upperFirst(factLabel(fact, on)), kind: kindOf(fact, currency) }));
    const found = facts.filter(({ fact, label, kind }) =>
      hasAll([title, label, kind, factDefinition(fact).help].join(' ')),
    );
    const isCalledSo = ({ label }: FactChoice) => hasAll(label);
    return { title, facts: [...found.filter(isCalledSo), ...found.filter((each) => !isCalledSo(each))] };
  });
  return groups.filter(({ facts }) => facts.length > 0);
}

function kindOf(fact: FactId, currency: string): string {
  const { type, unit, example } = factDefinition(fact);
  switch (type) {
    case 'money':
      return `An amount, such as ${formatMoney({ amountMinor: Number(example) * 10 ** minorDigits(currency), currency })}`;
    case 'number':
      return `A number, such as ${example.toLocaleString('en')}${unit ?? ''}`;
    case 'boolean':
      return 'Yes or no';
    case 'words':
      return `Words, such as ${inQuotes(String(example))}`;
    case 'date':
      return `A day, such as ${example}`;
  }
}
