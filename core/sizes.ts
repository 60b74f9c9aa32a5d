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

/**
 * Order payloads name no options, only `M / Navy`. Where the product's options are known, the parts named as sizes are the
 * size; where none is, the part that reads as a size in every line, unless it is named as something else.
 */
function sizeOf(variantTitle: string, named: readonly TitlePart[] | undefined): string | null {
  const parts = variantTitle.split(' / ').map((part) => part.trim().toLowerCase());
  // Ordered when the product had other options.
  const known = named?.length === parts.length ? named : [];
  const sizes = parts.filter((_, index) => known[index] === 'size').map((part) => readSize(part) ?? part);
  if (sizes.length > 0) return sizes.join(' / ');
  for (const [index, part] of parts.entries()) {
    const size = known[index] === 'other' ? null : readSize(part);
    if (size !== null) return size;
  }
  return null;
}

function readSize(part: string): string | null {
  return SIZE.exec(part)?.[1] ?? null;
}

/** How many different sizes of one product are in the order, for the product with the most. Colours do not count. */
export function sizesOfOneProduct(lines: readonly OrderLine[], titleParts: TitleParts = {}): number {
  const sizesByProduct = new Map<string, Set<string>>();
  for (const line of lines) {
    const named = line.product === null ? undefined : titleParts[line.product];
    const size = line.quantity > 0 && line.variantTitle !== null ? sizeOf(line.variantTitle, named) : null;
    if (size === null) continue;
    const product = line.product ?? `untracked ${line.title}`;
    const sizes = sizesByProduct.get(product) ?? new Set();
    sizesByProduct.set(product, sizes.add(size));
  }
  return Math.max(0, ...[...sizesByProduct.values()].map((sizes) => sizes.size));
}
