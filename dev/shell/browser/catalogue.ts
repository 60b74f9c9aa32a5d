import type { Basket } from './basket.ts';
import { byId, create } from './dom.ts';
import { formatMoney } from './money.ts';
import type { Catalogue, Product, Variant } from './store-api.ts';

const firstProducts = 6;

/** The shelves: a row of sizes for each colour of a product; and the story's order in one click. */
export function drawCatalogue({ currency, products }: Catalogue, basket: Basket): void {
  byId('no-products').hidden = products.length > 0;
  const cards = products.map((product) => productCard(product, currency, basket));
  byId('products').replaceChildren(...cards.slice(0, firstProducts));
  const more = byId('more-products');
  more.hidden = cards.length <= firstProducts;
  more.textContent = `Show all ${cards.length} products`;
  more.addEventListener('click', () => {
    more.hidden = true;
    byId('products').replaceChildren(...cards);
    cards[firstProducts]?.querySelector<HTMLElement>('button')?.focus();
  });
  offerThreeSizes(products, basket);
}

function offerThreeSizes(products: readonly Product[], basket: Basket): void {
  const candidates = products.filter((product) => threeSizes(product).length === 3);
  const shirt = candidates.find(({ type }) => /^shirt/i.test(type)) ?? candidates[0];
  const preset = byId<HTMLButtonElement>('preset-three-sizes');
  preset.disabled = !shirt;
  preset.hidden = products.length === 0;
  preset.addEventListener('click', () => shirt && basket.replace(shirt, threeSizes(shirt)));
}

/** Three neighbouring sizes in the first colour, from the middle of the range. */
function threeSizes(product: Product): Variant[] {
  const variants = (byColour(product)[0]?.[1] ?? []).filter(({ size }) => size !== null);
  const start = Math.max(0, Math.floor((variants.length - 3) / 2));
  return variants.slice(start, start + 3);
}

function productCard(product: Product, currency: string, basket: Basket): HTMLElement {
  return create(
    'li',
    { class: 'product' },
    create('h3', {}, product.title),
    create('p', { class: 'price' }, formatMoney(product.variants[0]?.price ?? '0', currency)),
    ...byColour(product).map(([colour, variants]) =>
      create(
        'div',
        { class: 'sizes' },
        colour !== null && create('span', { class: 'colour' }, colour),
        ...variants.map((variant) => sizeButton(product, variant, basket)),
      ),
    ),
  );
}

function byColour({ variants }: Product): Array<[string | null, Variant[]]> {
  const groups = new Map<string | null, Variant[]>();
  for (const variant of variants) groups.set(variant.colour, [...(groups.get(variant.colour) ?? []), variant]);
  return [...groups];
}

function sizeButton(product: Product, variant: Variant, basket: Basket): HTMLElement {
  const label = `Add ${product.title}, ${variant.title}`;
  const add = () => basket.add(product, variant);
  return create('button', { type: 'button', class: 'size', 'aria-label': label, click: add }, variant.size ?? 'Add');
}
