import { expect, test } from 'vitest';
import { titlePartsOf } from '../../core/product.ts';
import { coloursOfOneProduct, lookOf, sizesOfOneProduct } from '../../core/sizes.ts';
import { buildProduct, productId } from './builders.ts';

const line = (variantTitle: string | null, product = 1, quantity = 1) => ({
  product: productId(product),
  title: 'Shirt',
  variantTitle,
  quantity,
});

test.each([
  ['S', 'M', 'L'],
  ['S / Navy', 'M / Navy', 'L / Navy'],
  ['Navy / 38', 'Navy / 39', 'Navy / 40.5'],
  ['EU 42', 'EU 43', 'EU 44'],
  ['XS', 'XXL', '3XL'],
  ['Small', 'Medium', 'Extra large'],
  ['S/M', 'M/L', 'L/XL'],
  ['W32 L34', 'W33 L34', 'W34 L34'],
  ['0-3 months', '3-6 months', '6-9 months'],
  ['Größe 38', 'Größe 40', 'Größe 42'],
  ['1X', '2X / Navy', '4X'],
  ['38 2/3', '39 1/3', 'EU 40 2/3'],
  ['6 1/2', '7', '7 ½'],
  ['28W', '30W', '32W'],
  ['8.5 US', '9 US', '9.5 US'],
  ['38R', '40R', '40L'],
  ['75B', '80B', '80DD'],
  ['S (Slim)', 'M (Slim)', 'L (Slim)'],
])('%s, %s and %s of one product are three sizes', (...titles) => {
  expect(sizesOfOneProduct(titles.map((title) => line(title)))).toBe(3);
});

test.each([
  ['three colours are no sizes', [line('Red'), line('Navy'), line('Sand')], 0],
  ['three colours of one size are one size', [line('M / Red'), line('M / Navy'), line('M / Sand')], 1],
  ['three of the same size are one size', [line('M', 1, 3)], 1],
  ['one size of three products is one size', [line('M', 1), line('M', 2), line('M', 3)], 1],
  ['removed lines do not count', [line('S'), line('M'), line('L', 1, 0)], 2],
  ['a product without options has no sizes', [line(null)], 0],
  ['an empty order has no sizes', [], 0],
  ['three cuts of one size are one size', [line('M (Slim)'), line('M (Regular)'), line('M')], 1],
  ['three colours beside a size are one size', [line('M (Red)'), line('M (Navy)'), line('M (Sand)')], 1],
  ['three colours in brackets are no sizes', [line('Red (dark)'), line('Navy (light)'), line('Sand')], 0],
  ['capacities, weights and carats are no sizes', [line('64GB'), line('250g'), line('18K'), line('500ml')], 0],
  ['the same size written twice is one size', [line('m / Red'), line('M / Navy')], 1],
])('%s', (_, lines, sizes) => {
  expect(sizesOfOneProduct(lines)).toBe(sizes);
});

const options = (...names: string[]) => titlePartsOf([buildProduct({ id: productId(1), options: names })]);

test.each([
  ['words that are no sizes elsewhere', ['Größe'], ['One', 'Slim/Regular', 'Riesig'], 3],
  ['what stands after the colour', ['Farbe', 'Größe'], ['Rot / One', 'Rot / Slim/Regular', 'Blau / One'], 2],
  ['a size beside a number that is none', ['Nummer', 'Taille'], ['1 / M', '2 / M', '3 / M'], 1],
  ['a colour that reads as a size', ['Color', 'Size'], ['S / One', 'M / One', 'L / One'], 1],
  ['no length', ['Farbe', 'Länge'], ['Navy / 30', 'Navy / 32', 'Navy / 34'], 0],
  ['the waist, not the length', ['Waist', 'Length'], ['32 / 30', '32 / 32', '34 / 32'], 2],
  ['band and cup together', ['Band size', 'Cup size'], ['75 / B', '75 / C', '80 / B'], 3],
  ['the cut in brackets not', ['Size'], ['M (Slim)', 'M (Regular)', 'm'], 1],
  ['what reads as a size where no option is named as one', ['Title'], ['S', 'M', 'L'], 3],
  ['what reads as a size beside a length', ['Variante', 'Länge'], ['S / 30', 'S / 32', 'M / 32'], 2],
  ['what reads as a size where the order knows other options', ['Farbe', 'Größe'], ['S', 'M', 'L'], 3],
])('with options of known names, %s', (_, names, titles, sizes) => {
  expect(
    sizesOfOneProduct(
      titles.map((title) => line(title)),
      options(...names),
    ),
  ).toBe(sizes);
});

test('each product is counted by its own options', () => {
  const lines = [line('30', 1), line('32', 1), line('30', 2), line('32', 2), line('34', 2), line('S', 3)];
  const lengths = options('Länge');
  expect(sizesOfOneProduct(lines, lengths)).toBe(3);
  expect(sizesOfOneProduct(lines.slice(0, 2), lengths)).toBe(0);
  expect(sizesOfOneProduct(lines.slice(0, 2))).toBe(2);
});

test.each([
  ['what is named as one', ['Größe', 'Farbe'], ['M / Rot', 'M / Blau', 'L / rot'], 2],
  ['a colour that reads as a size', ['Color', 'Size'], ['Medium / S', 'Large / S'], 2],
  ['two parts that are named as colours together', ['Frame color', 'Lens color'], ['Black / Red', 'Black / Blue'], 2],
  ['no length and no size', ['Größe', 'Länge'], ['32 / 30', '32 / 32', '34 / 32'], 0],
  ['what stands beside the size where no option is named', ['Option 1', 'Option 2'], ['M / Rot', 'M / Blau'], 2],
  ['no material beside a colour', ['Farbe', 'Material'], ['Rot / Samt', 'Rot / Leinen'], 1],
  ['nothing where two parts might be one', ['A', 'B', 'C'], ['M / Rot / Samt', 'M / Blau / Samt'], 0],
] as const)('of colours counts %s', (_, names, titles, colours) => {
  expect(
    coloursOfOneProduct(
      titles.map((title) => line(title)),
      options(...names),
    ),
  ).toBe(colours);
});

test('a colour is told beside a size where nobody knows the options, and what is no longer ordered has none', () => {
  expect(coloursOfOneProduct([line('M / Red'), line('M / Navy'), line('M / Sand', 1, 0)])).toBe(2);
  expect(coloursOfOneProduct([line('M'), line(null)])).toBe(0);
  expect(lookOf(line('M / Navy'))).toEqual({ size: 'm', colour: 'navy' });
  expect(lookOf(line(null))).toEqual({ size: null, colour: null });
});

test.each([
  ' '.repeat(50_000),
  `38${' '.repeat(50_000)}x`,
  `M (${'('.repeat(50_000)}`,
  `m (${'a'.repeat(50_000)}`,
  '1/2 '.repeat(20_000),
  'x'.repeat(50_000),
])('a title of any length is looked through in no time (%#)', (title) => {
  const startMs = performance.now();
  expect(sizesOfOneProduct([line(title)])).toBe(0);
  expect(performance.now() - startMs).toBeLessThan(100);
});
