import { assertNever } from '../assert-never.ts';
import { BEGINNING, MOST_LINES_KEPT, type PastImport, type ProductsImport } from '../past-import.ts';
import type { ExportState, FileLine, ImportStore, PastExport } from '../ports.ts';
import type { SeenProduct } from '../product.ts';
import type { Shop } from '../shop.ts';
import { type KeepProductPorts, keepProducts } from './keep-product.ts';

export interface ImportProductsPorts extends KeepProductPorts {
  readonly imports: ImportStore;
  readonly exports: PastExport;
}

type Step =
  | { readonly kind: 'go'; readonly record: PastImport; readonly afterMs: number }
  | { readonly kind: 'done'; readonly record: PastImport }
  /** Somebody else wrote the import, or there is no time left: it goes on from what is stored. */
  | { readonly kind: 'taken' };

const LOOK_AGAIN_MS = 5 * 60_000;
const UNREADABLE_MS = 5 * 60_000;
const MOST_FILES_ASKED = 5;
const LINES_PER_PORTION = 250;

/**
 * The part of an import that comes after its orders. Products that can't be had keep no import from its end: an order
 * that needs one asks for it.
 */
export async function importProducts(
  ports: ImportProductsPorts,
  shop: Shop,
  record: PastImport,
  hasTime: () => boolean,
): Promise<Step> {
  const { products } = record;
  if (!products) throw new Error('the orders come before the products');
  if (products.file === null) return askForFile(ports, shop, record, products);
  const found = await ports.exports.look(shop.domain, products.file);
  switch (found.kind) {
    case 'collecting':
      return goOn(record, products, LOOK_AGAIN_MS);
    case 'ready':
      return readFile(ports, shop, record, { ...products, total: found.orders }, found, hasTime);
    case 'gone':
      return askAnew(record, products);
    case 'failed':
      return found.isWorthRetrying ? askAnew(record, products) : { kind: 'done', record };
    case 'denied':
      return { kind: 'done', record };
    case 'unavailable':
      return notNow(record, found.problem, found.afterMs);
    default:
      return assertNever(found);
  }
}

async function askForFile(
  { exports }: ImportProductsPorts,
  { domain }: Shop,
  record: PastImport,
  products: ProductsImport,
): Promise<Step> {
  const begun = await exports.beginProducts(domain, `${record.startedAt}_${products.filesAsked}`);
  switch (begun.kind) {
    case 'begun':
      return goOn(record, { ...products, file: begun.file, filesAsked: products.filesAsked + 1 }, LOOK_AGAIN_MS);
    case 'busy':
      return notNow(record, begun.problem, LOOK_AGAIN_MS);
    case 'denied':
      return { kind: 'done', record };
    case 'unavailable':
      return notNow(record, begun.problem, begun.afterMs);
    default:
      return assertNever(begun);
  }
}

function goOn(record: PastImport, products: ProductsImport, afterMs: number): Step {
  return { kind: 'go', record: { ...record, products, problem: null }, afterMs };
}

function notNow(record: PastImport, problem: string, afterMs = UNREADABLE_MS): Step {
  return { kind: 'go', record: { ...record, problem }, afterMs };
}

/** Another file lists them in another way: it is read from its beginning. */
function askAnew(record: PastImport, { filesAsked }: ProductsImport): Step {
  if (filesAsked >= MOST_FILES_ASKED) return { kind: 'done', record };
  const anew = { file: null, filesAsked, total: null, place: BEGINNING, counts: { read: 0, unreadable: 0 } };
  return goOn(record, anew, 0);
}

async function readFile(
  ports: ImportProductsPorts,
  shop: Shop,
  before: PastImport,
  begun: ProductsImport,
  file: Extract<ExportState, { kind: 'ready' }>,
  hasTime: () => boolean,
): Promise<Step> {
  let record: PastImport = { ...before, problem: null };
  let products = begun;
  for await (const lines of portionsOf(file.lines(products.place))) {
    if (!hasTime()) return { kind: 'taken' };
    if (!(await keepProducts(ports, shop, lines.flatMap(seenIn)))) return { kind: 'taken' };
    [record, products] = withPortion(record, products, lines);
    const broken = lines.find((line) => line.kind === 'broken');
    if (broken) return notNow({ ...record, products }, broken.problem);
    record = { ...record, revision: record.revision + 1, products };
    if (!(await ports.imports.save(shop.domain, record))) return { kind: 'taken' };
  }
  return { kind: 'done', record: { ...record, products } };
}

function seenIn(line: FileLine): SeenProduct[] {
  return line.kind === 'product' ? [line.seen] : [];
}

async function* portionsOf(lines: AsyncIterable<FileLine>): AsyncGenerator<FileLine[]> {
  let portion: FileLine[] = [];
  for await (const line of lines) {
    portion.push(line);
    if (line.kind !== 'broken' && portion.length < LINES_PER_PORTION) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

function withPortion(
  record: PastImport,
  products: ProductsImport,
  lines: readonly FileLine[],
): [PastImport, ProductsImport] {
  const whole = lines.filter((line) => line.kind !== 'broken');
  const unreadable = whole.flatMap((line) =>
    line.kind === 'unreadable' ? [{ line: line.end.lines, reason: `product: ${line.reason}` }] : [],
  );
  const counts = {
    read: products.counts.read + whole.length,
    unreadable: products.counts.unreadable + unreadable.length,
  };
  const listed = [...record.unreadable, ...unreadable].slice(0, MOST_LINES_KEPT);
  return [
    { ...record, unreadable: listed },
    { ...products, place: whole.at(-1)?.end ?? products.place, counts },
  ];
}
