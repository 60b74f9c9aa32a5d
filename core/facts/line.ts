import type { SeenLines } from '../lines.ts';
import type { OrderLine } from '../order.ts';
import { lookOf } from '../sizes.ts';
import type { FactDefinition } from './definition.ts';
import type { OrderSources } from './sources.ts';
import { type FactValue, NOT_TOLD, numberFact, wordsFact } from './value.ts';

/** What rules may ask of a line of an order, in a clause about its lines: no event carries it by itself. */
type LineFact = FactDefinition & {
  readonly events: readonly [];
  read(line: OrderLine, sources: Pick<OrderSources, 'titleParts'>, words: readonly string[]): FactValue;
};

export const LINE_FACTS = [
  {
    id: 'line.product',
    label: 'line’s product',
    german: 'das Produkt der Position',
    type: 'words',
    word: 'product',
    isSingle: true,
    events: [],
    help: 'Its title as it was when it was ordered; upper and lower case are the same.',
    example: 'Oxford shirt',
    read: ({ title }, _, words) => wordsFact(words, [title]),
  },
  {
    id: 'line.size',
    label: 'line’s size',
    german: 'die Größe der Position',
    type: 'words',
    word: 'size',
    isSingle: true,
    events: [],
    help: 'As the product’s options say it or, where they are not known, the variant’s name. Unknown where neither names one.',
    example: 'M',
    read: (line, { titleParts }, words) => oneWord(words, lookOf(line, titleParts).size),
  },
  {
    id: 'line.colour',
    label: 'line’s colour',
    german: 'die Farbe der Position',
    type: 'words',
    word: 'colour',
    isSingle: true,
    events: [],
    help: 'As the product’s options say it or, where they are not known, what stands beside the size in the variant’s name. Unknown where neither names one.',
    example: 'Navy',
    read: (line, { titleParts }, words) => oneWord(words, lookOf(line, titleParts).colour),
  },
  {
    id: 'line.quantity',
    label: 'line’s quantity',
    german: 'die Menge der Position',
    type: 'number',
    events: [],
    help: 'What is still ordered of it, after edits and refunds.',
    example: 2,
    read: ({ quantity }) => numberFact(quantity),
  },
] as const satisfies readonly LineFact[];

function oneWord(words: readonly string[], there: string | null): FactValue {
  return there === null ? NOT_TOLD : wordsFact(words, [there]);
}

/** A decision stays small: orders of more lines are rare. */
const MAX_LINES = 100;

/** The lines that are still ordered, each with what rules ask of it. */
export function seenLines(sources: OrderSources): SeenLines {
  const ordered = sources.order.lines.filter(({ quantity }) => quantity > 0);
  const lines = ordered.slice(0, MAX_LINES).map((line) => {
    const asked = LINE_FACTS.flatMap((fact) => {
      const words = sources.asked?.get(fact.id);
      return words ? [[fact.id, fact.read(line, sources, words)] as const] : [];
    });
    return { title: line.title, quantity: line.quantity, facts: Object.fromEntries(asked) };
  });
  return { lines, ...(ordered.length > MAX_LINES && { isPartial: true }) };
}
