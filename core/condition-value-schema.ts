import { isCalendarDay, isDayOfYear } from './calendar-day.ts';
import type { ConditionValue } from './condition-value.ts';
import { tagKey } from './customer-card.ts';
import type { FactDefinition, WordKind } from './facts/definition.ts';
import type { Money } from './money.ts';
import { moneySchema } from './money-schema.ts';
import { countsDays, OPERATORS_OF, type Operator } from './operators.ts';

/** What is wrong with a condition, at its place within it. */
export interface Wrong {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What says how a value is written. */
type Asked = Pick<FactDefinition, 'label' | 'type' | 'unit' | 'word' | 'oneOf'>;

type Read<Value = ConditionValue> = { readonly value: Value } | { readonly wrong: readonly Wrong[] };

const wrong = (message: string, ...within: (string | number)[]) => ({
  wrong: [{ path: ['value', ...within], message }],
});

/** Shopify's tags and titles of collections are no longer. */
const MAX_WORD = 255;
export const MAX_WORDS = 50;

const WORD_NAMES: Readonly<Record<WordKind, { readonly one: string; readonly many: string }>> = {
  tag: { one: 'tag', many: 'tags' },
  collection: { one: 'collection’s title', many: 'collections' },
  product: { one: 'product’s title', many: 'products' },
  vendor: { one: 'vendor', many: 'vendors' },
  sku: { one: 'SKU', many: 'SKUs' },
  size: { one: 'size', many: 'sizes' },
  colour: { one: 'colour', many: 'colours' },
  code: { one: 'discount code', many: 'discount codes' },
  method: { one: 'shipping method', many: 'shipping methods' },
  source: { one: 'source', many: 'sources' },
  country: { one: 'country’s code', many: 'countries' },
  language: { one: 'language’s code', many: 'languages' },
  weekday: { one: 'day of the week', many: 'days of the week' },
  season: { one: 'season', many: 'seasons' },
  reason: { one: 'reason', many: 'reasons' },
  phrase: { one: 'phrase', many: 'phrases' },
  status: { one: 'status', many: 'statuses' },
};

/** The value as it is kept, or what is wrong with it. */
export function readConditionValue(asked: Asked, operator: Operator, value: unknown): Read {
  const { type, label, unit } = asked;
  const operators = OPERATORS_OF[type];
  if (!operators.includes(operator)) {
    const named = type === 'words' ? `${capital(wordNames(asked).many)} take` : `The ${label} takes`;
    const message = `${named} the operator${operators.length === 1 ? '' : 's'} ${operators.join(', ')}.`;
    return { wrong: [{ path: ['operator'], message }] };
  }
  switch (type) {
    case 'money':
      if (operator === 'between') return readAmounts(value);
      if (typeof value !== 'object' || Array.isArray(value))
        return wrong(`The ${label} is an amount of money: give amount and currency.`);
      return readAmount(value);
    case 'number':
      return operator === 'between' ? readNumbers(value, unit) : readNumber(value, unit);
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrong('Give true or false.');
    case 'words':
      return readWords(value, asked);
    case 'date':
      return countsDays(operator) ? readNumber(value) : readDay(value);
  }
}

function readAmount(value: unknown, ...within: number[]): Read<Money> {
  const money = moneySchema.safeParse(value);
  if (money.success) return { value: money.data };
  const wrong = money.error.issues.map(({ path, message }) => ({
    path: ['value', ...within, ...(path as (string | number)[])],
    message,
  }));
  return { wrong };
}

function readAmounts(value: unknown): Read {
  const ends = asPair(value);
  if (!ends) return wrong('Give a list of two amounts, the smaller one first.');
  const [from, to] = [readAmount(ends[0], 0), readAmount(ends[1], 1)];
  if ('wrong' in from || 'wrong' in to) return { wrong: [...wrongOf(from), ...wrongOf(to)] };
  if (to.value.currency !== from.value.currency) return wrong('Give both amounts in one currency.', 1, 'currency');
  if (to.value.amountMinor < from.value.amountMinor) return wrong('Give the smaller amount first.');
  return { value: [from.value, to.value] };
}

function readNumber(value: unknown, unit?: '%', ...within: number[]): Read<number> {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrong('Give a whole number.', ...within);
  if (value < 0) return wrong('The number can’t be negative.', ...within);
  if (unit === '%' && value > 100) return wrong('Give a percentage of at most 100.', ...within);
  return { value };
}

function readNumbers(value: unknown, unit?: '%'): Read {
  const ends = asPair(value);
  if (!ends) return wrong('Give a list of two whole numbers, the smaller one first.');
  const [from, to] = [readNumber(ends[0], unit, 0), readNumber(ends[1], unit, 1)];
  if ('wrong' in from || 'wrong' in to) return { wrong: [...wrongOf(from), ...wrongOf(to)] };
  return to.value < from.value ? wrong('Give the smaller number first.') : { value: [from.value, to.value] };
}

function asPair(value: unknown): readonly [unknown, unknown] | null {
  return Array.isArray(value) && value.length === 2 ? [value[0], value[1]] : null;
}

function wrongOf(read: Read): readonly Wrong[] {
  return 'wrong' in read ? read.wrong : [];
}

/** A list of one word is kept as that word: the two ask the same. */
function readWords(value: unknown, asked: Asked): Read {
  const { one, many } = wordNames(asked);
  if (!Array.isArray(value)) return readWord(value, asked);
  if (value.length === 0) return wrong(`Give at least one ${one}.`);
  if (value.length > MAX_WORDS) return wrong(`Give at most ${MAX_WORDS} ${many}.`);
  const read = value.map((each, index) => readWord(each, asked, index));
  const words = read.flatMap((each) => ('value' in each ? [each.value] : []));
  if (words.length < read.length) return { wrong: read.flatMap(wrongOf) };
  const keys = words.map(tagKey);
  const again = keys.findIndex((key, index) => keys.indexOf(key) < index);
  if (again >= 0) return wrong(`“${words[again]}” is there twice: upper and lower case are the same.`, again);
  const [only, ...others] = words;
  return { value: only !== undefined && others.length === 0 ? only : words };
}

function readWord(value: unknown, asked: Asked, ...within: number[]): Read<string> {
  const { one } = wordNames(asked);
  const given = typeof value === 'string' ? value.trim() : '';
  if (given === '' || given.length > MAX_WORD)
    return wrong(`Give one ${one} of at most ${MAX_WORD} characters, or a list of them.`, ...within);
  // Shopify takes a comma for the end of a tag.
  if (asked.word === 'tag' && given.includes(',')) {
    return wrong('Give a list where there are several tags: a tag has no comma.', ...within);
  }
  const known = asked.oneOf?.map(tagKey).indexOf(tagKey(given)) ?? 0;
  if (known < 0) return wrong(`There is no ${one} “${given}”. Choose among: ${asked.oneOf?.join(', ')}.`, ...within);
  return { value: asked.oneOf?.[known] ?? given };
}

function wordNames({ word = 'tag' }: Asked) {
  return WORD_NAMES[word];
}

function readDay(value: unknown): Read {
  const given = typeof value === 'string' ? value.trim() : '';
  if (isCalendarDay(given) || isDayOfYear(given)) return { value: given };
  return wrong(
    /^(\d{4}|-)-\d\d-\d\d$/.test(given)
      ? `${given} is no day of the calendar: give one that there is.`
      : 'Give a day such as 2026-11-29, or --11-29 for that day in each year.',
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
