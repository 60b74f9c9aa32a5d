import type { OrderLine } from './order.ts';

const LETTER = '(?:[2-6]?x{1,4}[sl]|[sml]|[2-6]xl)';
const NUMBER = '(?:\\d{1,3}(?:[.,]5|½)?)';
const WORD =
  '(?:extra[ -]?small|small|medium|large|extra[ -]?large|one size|klein|mittel|groß|gross|petit|moyen|grand)';
const REGION = '(?:(?:eu|us|uk|fr|it|de|jp|au|size|gr\\.?|größe|taille|w)\\s*)?';
/** A size as shops write it: `M`, `2XL`, `38.5`, `EU 42`, `W32 L34`, `S/M`, `6-8`, `12-18 months`, `Extra large`. */
const SIZE = new RegExp(
  `^${REGION}(?:${WORD}|(?:${LETTER}|${NUMBER})(?:\\s*(?:[-/]|l)\\s*(?:${LETTER}|${NUMBER}))?)(?:\\s*(?:cm|in|"|months?|years?|m|y|t))?$`,
  'i',
);

/** Order payloads name no options, only `M / Navy`: the part that reads as a size in every line is the size. */
function sizeOf(variantTitle: string | null): string | null {
  const parts = (variantTitle ?? '').split(' / ').map((part) => part.trim().toLowerCase());
  return parts.find((part) => SIZE.test(part)) ?? null;
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
