import { expect, test } from 'vitest';
import { partNamed } from '../../core/option-names.ts';

test.each([
  ['English', 'Size', 'SIZE', 'size (EU)', 'Shoe size', 'Ring Size:', 'Waist'],
  ['German', 'Größe', 'GRÖSSE', 'Groesse', 'Grösse', 'Grosse', 'Schuhgröße', 'Konfektionsgroesse', 'Gr.'],
  ['French', 'Taille', 'taille', 'Tailles', 'Tour de taille', 'Pointure'],
  ['Spanish', 'Talla', 'Tallas', 'Talle', 'Tamaño', 'Tamano'],
  ['Italian', 'Taglia', 'Misura'],
  ['Portuguese', 'Tamanho'],
  ['Dutch', 'Maat', 'Schoenmaat', 'Kledingmaat'],
  ['Polish', 'Rozmiar'],
  ['Swedish', 'Storlek', 'Skostorlek'],
  ['Danish and Norwegian', 'Størrelse', 'Skostørrelse', 'Str.'],
  ['Finnish', 'Koko'],
  ['Czech and Slovak', 'Velikost', 'Veľkosť'],
  ['Hungarian', 'Méret'],
  ['Romanian', 'Mărime'],
  ['Russian and Ukrainian', 'Размер', 'Розмір'],
  ['Greek', 'Μέγεθος', 'Νούμερο'],
  ['Turkish', 'Beden', 'Numara'],
  ['Japanese', 'サイズ', '靴サイズ', 'サイズ（EU）'],
  ['Korean', '사이즈', '신발 사이즈'],
  ['Chinese', '尺码', '尺碼', '尺寸', '服装尺码'],
  ['Thai', 'ขนาด'],
  ['Vietnamese', 'Kích cỡ', 'Kích thước'],
  ['Indonesian', 'Ukuran'],
  ['Arabic', 'المقاس'],
  ['Hebrew', 'מידה'],
])('a size in %s', (_, ...names) => {
  expect(names.map((name) => [name, partNamed(name)])).toEqual(names.map((name) => [name, 'size']));
});

test('a length is no size', () => {
  const names = ['Länge', 'Laenge', 'Beinlänge', 'Length', 'Inseam', 'Longueur', 'Lunghezza', 'Lengte', '長さ'];
  expect(names.map((name) => [name, partNamed(name)])).toEqual(names.map((name) => [name, 'other']));
});

test.each([
  ['English', 'Color', 'COLOUR', 'Colors', 'Frame color', 'Wash'],
  ['German', 'Farbe', 'Farben', 'Rahmenfarbe', 'Farbton'],
  ['French', 'Couleur', 'Coloris'],
  ['Spanish, Italian and Portuguese', 'Color', 'Colore', 'Cor'],
  ['Dutch', 'Kleur', 'Kaderkleur'],
  ['Polish, Czech and Slovak', 'Kolor', 'Barva', 'Farba'],
  ['Swedish, Danish, Norwegian and Finnish', 'Färg', 'Farve', 'Farge', 'Väri'],
  ['Hungarian and Romanian', 'Szín', 'Culoare'],
  ['Russian, Ukrainian and Bulgarian', 'Цвет', 'Колір', 'Цвят'],
  ['Greek and Turkish', 'Χρώμα', 'Renk'],
  ['Japanese, Korean and Chinese', 'カラー', '色', '색상', '颜色', '顏色', '外套颜色'],
  ['Vietnamese and Indonesian', 'Màu', 'Màu sắc', 'Warna'],
  ['Arabic and Hebrew', 'اللون', 'צבע'],
])('a colour in %s', (_, ...names) => {
  expect(names.map((name) => [name, partNamed(name)])).toEqual(names.map((name) => [name, 'colour']));
});

test.each(['Title', 'Variante', 'Style', 'Material', 'Oversize', 'Größenberater', '', ' ', '123', 'x'.repeat(100_000)])(
  '%s says nothing of either',
  (name) => {
    expect(partNamed(name)).toBe('unclear');
  },
);
