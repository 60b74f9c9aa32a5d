import type { OrderLine } from './order.ts';

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

/** Order payloads name no options, only `M / Navy`: the part that reads as a size in every line is the size. */
function sizeOf(variantTitle: string | null): string | null {
  const parts = (variantTitle ?? '').split(' / ').map((part) => part.trim().toLowerCase());
  for (const part of parts) {
    const size = SIZE.exec(part)?.[1];
    if (size !== undefined) return size;
  }
  return null;
}

/** How many different sizes of one product are in the order, for the product with the most. Colours do not count. */
export function sizesOfOneProduct(lines: readonly OrderLine[]): number {
  const sizesByProduct = new Map<string, Set<string>>();
  for (const line of lines) {
    const size = line.quantity > 0 ? sizeOf(line.variantTitle) : null;
    if (size === null) continue;
    const product = line.product ?? `untracked ${line.title}`;
    const sizes = sizesByProduct.get(product) ?? new Set();
    sizesByProduct.set(product, sizes.add(size));
  }
  return Math.max(0, ...[...sizesByProduct.values()].map((sizes) => sizes.size));
}
