/** What one part of a variant's title is, told by the name of its option. */
export type TitlePart =
  /** Its option is named as sizes are. */
  | 'size'
  /** Its option is named as colours are. */
  | 'colour'
  /** Its option is named as what is no size, however much its values look like one. */
  | 'other'
  /** Its option is named `Title`, or in a language that we don't know. */
  | 'unclear';

/** Whole words, in the languages that shops are run in. */
const SIZE_WORDS = `
  size sizes sizing waist
  größe größen groesse groessen grösse grössen gr bundweite
  taille tailles pointure pointures
  talla tallas talle talles tamaño tamaños
  taglia taglie misura misure
  tamanho tamanhos
  maat maten
  rozmiar rozmiary
  storlek storlekar størrelse størrelser str stærð koko koot
  velikost velikosti veľkosť veľkosti veličina
  méret méretek mărime mărimi mărimea
  размер размеры розмір розміри размери величина
  μέγεθος νούμερο
  beden numara
  suurus izmērs dydis
  サイズ 사이즈 尺码 尺碼 尺寸 大小
  ขนาด ไซส์ ไซซ์
  ukuran saiz
  المقاس مقاس المقاسات מידה מידות
`;
/** Words that others end in: `Schuhgröße`, `schoenmaat`, `skostorlek`, `服装尺码`. */
const SIZE_ENDINGS = 'größe grösse groesse maat storlek størrelse サイズ 사이즈 尺码 尺碼 尺寸';
const SIZE_PHRASES = ['kích cỡ', 'kích thước', 'kich co', 'kich thuoc'];

/** A wash of denim is its colour: `Medium`. */
const COLOUR_WORDS = `
  color colour colors colours wash
  farbe farben farbton waschung
  couleur couleurs coloris teinte
  color colores
  colore colori
  cor cores
  kleur kleuren
  kolor kolory
  färg färger farve farver farge farger litur väri värit
  barva barvy farba farby boja
  szín színek culoare culori
  цвет цвета колір кольори цвят боја
  χρώμα
  renk renkler
  värv krāsa spalva
  カラー 色 색상 색 컬러 颜色 顏色
  สี
  màu warna
  اللون لون צבע
`;
const COLOUR_ENDINGS = 'farbe kleur färg farve 颜色 顏色';

/** How long it is cut: `30` is a length of trousers. */
const OTHER_WORDS = `
  length lengths inseam
  länge längen laenge beinlänge schrittlänge innenbeinlänge
  longueur
  largo longitud
  lunghezza
  comprimento
  lengte
  długość
  längd længde lengde pituus
  délka dĺžka hossz lungime
  длина довжина
  uzunluk
  長さ 丈 着丈 股下 길이 長度 长度 裤长
`;
const OTHER_ENDINGS = 'länge laenge lengte längd 长度';

/** An accent and a ligature more or less: `Grosse`, `GRÖßE` and `Größe` are one. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
}

const wordsOf = (text: string) =>
  plain(text)
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
const SIZES = { words: new Set(wordsOf(SIZE_WORDS)), endings: wordsOf(SIZE_ENDINGS), phrases: SIZE_PHRASES.map(plain) };
const COLOURS = {
  words: new Set(wordsOf(COLOUR_WORDS)),
  endings: wordsOf(COLOUR_ENDINGS),
  phrases: [],
};
const OTHERS = { words: new Set(wordsOf(OTHER_WORDS)), endings: wordsOf(OTHER_ENDINGS), phrases: [] };

/** Platforms allow 255 characters; nobody names an option by more than these. */
const LONGEST_NAME = 100;

/** `Size`, `Größe`, `Taille (EU)` and `Shoe size` name a size, `Color` a colour; `Länge` neither. */
export function partNamed(option: string): TitlePart {
  const words = wordsOf(option.slice(0, LONGEST_NAME));
  if (isNamed(words, SIZES)) return 'size';
  if (isNamed(words, COLOURS)) return 'colour';
  return isNamed(words, OTHERS) ? 'other' : 'unclear';
}

function isNamed(words: readonly string[], { words: known, endings, phrases }: typeof SIZES): boolean {
  const text = words.join(' ');
  return (
    words.some((word) => known.has(word) || endings.some((ending) => word.endsWith(ending))) ||
    phrases.some((phrase) => text.includes(phrase))
  );
}
