import type { TitlePart } from './option-names.ts';
import type { OrderLine } from './order.ts';
import type { TitleParts } from './product.ts';

const LETTER = '(?:[2-6]?x{1,4}[sl]|[sml]|[2-6]xl|[1-6]x)';
/** `38`, `38.5`, `6½`, `6 1/2`, `38 2/3`. */
const NUMBER = '(?:\\d{1,3}(?:[.,]5|\\s?[½⅓⅔]|\\s(?:1/2|[12]/3))?)';
/** A chest with its length (`40R`), a waist or a wide fit (`28W`), a band with its cup (`80B`, `75DD`). */
const LETTERED_NUMBER = '(?:[2-6]\\d[rsl]|[1-5]\\dw|(?:[2-9]\\d|1[0-2]\\d)(?:[a-f]|aa|dd|ee|ff|gg|hh))';
const WORD =
  '(?:extra[ -]?small|small|medium|large|extra[ -]?large|one size|klein|mittel|groß|gross|petit|moyen|grand)';
const REGION = '(?:eu|us|uk|fr|it|de|jp|au)';
const PREFIX = `(?:(?:${REGION}|size|gr\\.?|größe|taille|w)\\s*)?`;
const UNIT = '(?:\\s*(?:cm|in|"|months?|years?|m|y|t))?';
/** How it is cut is no size: `M (Slim)` is an M. */
const CUT = '(?:\\s*\\([^()]{1,30}\\))?';
/** A size as shops write it: `M`, `2XL`, `38.5`, `EU 42`, `W32 L34`, `S/M`, `6-8`, `12-18 months`, `Extra large`. */
const SIZE = new RegExp(
  `^(${PREFIX}(?:${WORD}|${LETTERED_NUMBER}|(?:${LETTER}|${NUMBER})(?:\\s*(?:[-/]|l)\\s*(?:${LETTER}|${NUMBER}))?)${UNIT}(?:\\s*${REGION})?)${CUT}$`,
  'i',
);

/** What one variant is, in lower case: null where its title names none. */
interface Look {
  readonly size: string | null;
  readonly colour: string | null;
}

const NEITHER: Look = { size: null, colour: null };

/**
 * Order payloads name no options, only `M / Navy`. Where the product's options are known, the parts named as sizes are the
 * size and those named as colours the colour; where none is, the size is the part that reads as one in every line, and the
 * colour the one other part that there is, unless they are named as something else.
 */
export function lookOf({ product, variantTitle }: OrderLine, titleParts: TitleParts = {}): Look {
  if (variantTitle === null) return NEITHER;
  const named = product === null ? undefined : titleParts[product];
  const parts = variantTitle.split(' / ').map((part) => part.trim().toLowerCase());
  // Ordered when the product had other options.
  const known = named?.length === parts.length ? named : [];
  const of = (name: TitlePart) => parts.filter((_, index) => known[index] === name);
  const sizes = of('size').map((part) => readSize(part) ?? part);
  const colours = of('colour');
  const open = parts.filter((_, index) => known[index] === undefined || known[index] === 'unclear');
  const size = sizes.length > 0 ? sizes.join(' / ') : (open.map(readSize).find((read) => read !== null) ?? null);
  const others = open.filter((part) => readSize(part) === null);
  const only = others.length === 1 ? (others[0] ?? null) : null;
  return { size, colour: colours.length > 0 ? colours.join(' / ') : only };
}

function readSize(part: string): string | null {
  return SIZE.exec(part)?.[1] ?? null;
}

/** How many different sizes of one product are in the order, for the product with the most. Colours do not count. */
export function sizesOfOneProduct(lines: readonly OrderLine[], titleParts: TitleParts = {}): number {
  return mostOfOneProduct(lines, (line) => lookOf(line, titleParts).size);
}

/** The same of colours. */
export function coloursOfOneProduct(lines: readonly OrderLine[], titleParts: TitleParts = {}): number {
  return mostOfOneProduct(lines, (line) => lookOf(line, titleParts).colour);
}

function mostOfOneProduct(lines: readonly OrderLine[], read: (line: OrderLine) => string | null): number {
  const byProduct = new Map<string, Set<string>>();
  for (const line of lines) {
    const value = line.quantity > 0 ? read(line) : null;
    if (value === null) continue;
    const product = line.product ?? `untracked ${line.title}`;
    byProduct.set(product, (byProduct.get(product) ?? new Set()).add(value));
  }
  return Math.max(0, ...[...byProduct.values()].map((values) => values.size));
}
