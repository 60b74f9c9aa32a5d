import { assertNever } from '../assert-never.ts';
import type { Instant } from '../identity.ts';
import {
  BEGINNING,
  beginImport,
  fileUnderWay,
  NO_PRODUCTS_YET,
  type PastImport,
  type Place,
  type UnreadableLine,
  withPortion,
} from '../past-import.ts';
import type { ExportState, FileLine, ImportStore, PastExport, ReadFailure, SeenOrder, ShopStore } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { closedGate } from '../shop-gate.ts';
import type { FoldPastPorts } from './fold-past.ts';
import { foldPastOrders } from './fold-past-orders.ts';
import { type ImportProductsPorts, importProducts } from './import-products.ts';
import { readsProducts } from './keep-product.ts';

export interface ImportPorts extends FoldPastPorts, ImportProductsPorts {
  readonly shops: ShopStore;
  readonly imports: ImportStore;
  readonly exports: PastExport;
  readonly clock: { now(): Date };
}

export type ImportedSome =
  /** Nothing is to be done until a person wants more. */
  { readonly kind: 'finished' } | { readonly kind: 'later'; readonly afterMs: number };

/** A delivery tells when the file is there; should it be lost, it is found by then. */
const LOOK_AGAIN_MS = 5 * 60_000;
const UNREADABLE_MS = 5 * 60_000;
const AT_ONCE: ImportedSome = { kind: 'later', afterMs: 0 };
const FINISHED: ImportedSome = { kind: 'finished' };
const MOST_FILES_ASKED = 5;
/** Some seconds’ work, also for a slow process. A place is written down after each portion. */
const LINES_PER_PORTION = 500;

/**
 * Imports the shop's past, for as long as `hasTime`: the shop is asked for a file of its orders, which is then read from
 * the place that was reached, and after it for one of its products. Whoever dies on the way loses nothing and counts nothing
 * twice: what is folded again changes nothing, and a portion counts when its end is written down.
 */
export async function importPast(
  ports: ImportPorts,
  shop: Shop,
  now: Instant,
  hasTime: () => boolean,
): Promise<ImportedSome> {
  const latest = await ports.imports.latest(shop.domain);
  const isNew = latest === null || latest.startedAt < shop.installedAt;
  const record = isNew ? beginImport(shop, now) : latest;
  if (isNew && !(await ports.imports.save(shop.domain, record))) return AT_ONCE;
  // The merchant's browser reads it: there is nothing to do here.
  if (record.upload) return FINISHED;
  if (record.state === 'cancelled') return endCollecting(ports, shop, record, now);
  if (record.state !== 'running') return FINISHED;
  const closed = closedGate(shop, now);
  if (closed) return { kind: 'later', afterMs: Math.max(0, closed.until - now) };
  if (record.products) return readProducts(ports, shop, record, hasTime);
  if (record.file === null) return askForFile(ports, shop, record, now);
  const found = await ports.exports.look(shop.domain, record.file);
  switch (found.kind) {
    case 'collecting':
      return go(ports, shop, { ...record, collected: found.orders, problem: null }, LOOK_AGAIN_MS);
    case 'ready':
      return readFile(ports, shop, record, found, now, hasTime);
    case 'gone':
      return askAnew(ports, shop, record, 'the shop no longer keeps the file');
    case 'failed':
      return found.isWorthRetrying
        ? askAnew(ports, shop, record, found.problem)
        : end(ports, shop, record, 'failed', found.problem);
    case 'denied':
    case 'unavailable':
      return notNow(ports, shop, record, found);
    default:
      return assertNever(found);
  }
}

async function askForFile(ports: ImportPorts, shop: Shop, record: PastImport, now: Instant): Promise<ImportedSome> {
  const begun = await ports.exports.begin(shop.domain, record, `${record.startedAt}_${record.filesAsked}`);
  switch (begun.kind) {
    case 'begun': {
      const filesAsked = record.filesAsked + 1;
      const asked = { ...record, file: begun.file, filesAsked, problem: null };
      const next = await go(ports, shop, asked, LOOK_AGAIN_MS);
      // Who cancelled it meanwhile could not name the file.
      const latest = next === AT_ONCE ? await ports.imports.latest(shop.domain) : null;
      if (latest?.id !== record.id || latest.state !== 'cancelled') return next;
      return endCollecting(ports, shop, { ...latest, file: begun.file }, now);
    }
    case 'busy':
      return go(ports, shop, { ...record, problem: begun.problem }, LOOK_AGAIN_MS);
    case 'denied':
    case 'unavailable':
      return notNow(ports, shop, record, begun);
    default:
      return assertNever(begun);
  }
}

/** Another file lists the orders in another way: it is read from its beginning. */
async function askAnew(ports: ImportPorts, shop: Shop, record: PastImport, problem: string): Promise<ImportedSome> {
  if (record.filesAsked >= MOST_FILES_ASKED) return end(ports, shop, record, 'failed', problem);
  const anew: Partial<PastImport> = { file: null, collected: 0, total: null, place: BEGINNING, unreadable: [] };
  const counts = { read: 0, unreadable: 0 };
  return go(ports, shop, { ...record, ...anew, counts, pace: null, problem }, 0);
}

async function readFile(
  ports: ImportPorts,
  shop: Shop,
  before: PastImport,
  file: Extract<ExportState, { kind: 'ready' }>,
  now: Instant,
  hasTime: () => boolean,
): Promise<ImportedSome> {
  let record: PastImport = { ...before, collected: file.orders, total: file.orders, problem: null };
  for await (const portion of portionsOf(file.lines(record.place))) {
    if (!hasTime()) return AT_ONCE;
    const orders = portion.seen.filter(({ order }) => order.createdAt < record.until);
    if (!(await foldPastOrders(ports, shop, orders, now))) return AT_ONCE;
    const { seen, unreadable, end = record.place } = portion;
    const next = withPortion(record, { orders: seen.length, unreadable, end }, ports.clock.now().getTime());
    if (!(await ports.imports.save(shop.domain, next))) return AT_ONCE;
    record = next;
    if (portion.broken !== null) return go(ports, shop, { ...record, problem: portion.broken }, UNREADABLE_MS);
  }
  await ports.shops.setImported(shop.domain, shop.installedAt, {
    // A later import reaches less far back: what an earlier one read stays known.
    since: Math.min(record.from, shop.imported?.since ?? record.from),
    at: ports.clock.now().getTime(),
  });
  if (!readsProducts(shop)) return end(ports, shop, record, 'finished', null);
  return go(ports, shop, { ...record, products: NO_PRODUCTS_YET, pace: null }, 0);
}

async function readProducts(
  ports: ImportPorts,
  shop: Shop,
  record: PastImport,
  hasTime: () => boolean,
): Promise<ImportedSome> {
  const step = await importProducts(ports, shop, record, hasTime);
  if (step.kind === 'taken') return AT_ONCE;
  if (step.kind === 'done') return end(ports, shop, step.record, 'finished', null);
  return go(ports, shop, step.record, step.afterMs);
}

interface Portion {
  readonly seen: readonly SeenOrder[];
  readonly unreadable: readonly UnreadableLine[];
  /** Absent when not a line of it could be read. */
  readonly end?: Place | undefined;
  /** Why the file can't be read further now. */
  readonly broken: string | null;
}

async function* portionsOf(lines: AsyncIterable<FileLine>): AsyncGenerator<Portion> {
  let seen: SeenOrder[] = [];
  let unreadable: UnreadableLine[] = [];
  let end: Place | undefined;
  for await (const line of lines) {
    if (line.kind === 'broken') {
      yield { seen, unreadable, end, broken: line.problem };
      return;
    }
    if (line.kind === 'order') seen.push(line.seen);
    else if (line.kind === 'unreadable') unreadable.push({ line: line.end.lines, reason: line.reason });
    end = line.end;
    if (seen.length + unreadable.length < LINES_PER_PORTION) continue;
    yield { seen, unreadable, end, broken: null };
    [seen, unreadable] = [[], []];
  }
  if (seen.length + unreadable.length > 0) yield { seen, unreadable, end, broken: null };
}

/** Nobody reads what the shop is still collecting. */
async function endCollecting(ports: ImportPorts, shop: Shop, record: PastImport, now: Instant): Promise<ImportedSome> {
  const file = fileUnderWay(record);
  if (file === null) return FINISHED;
  const closed = closedGate(shop, now);
  if (closed) return { kind: 'later', afterMs: Math.max(0, closed.until - now) };
  const cancelled = await ports.exports.cancel(shop.domain, file);
  if (cancelled.kind === 'unavailable') return { kind: 'later', afterMs: cancelled.afterMs ?? UNREADABLE_MS };
  return FINISHED;
}

async function notNow(ports: ImportPorts, shop: Shop, record: PastImport, failure: ReadFailure): Promise<ImportedSome> {
  if (failure.kind === 'denied') return end(ports, shop, record, 'failed', failure.problem);
  return go(ports, shop, { ...record, problem: failure.problem }, failure.afterMs ?? UNREADABLE_MS);
}

/** Whoever wrote the import meanwhile is heeded at once. */
async function go(ports: ImportPorts, shop: Shop, next: PastImport, afterMs: number): Promise<ImportedSome> {
  const isSaved = await ports.imports.save(shop.domain, { ...next, revision: next.revision + 1 });
  return isSaved ? { kind: 'later', afterMs } : AT_ONCE;
}

async function end(
  ports: ImportPorts,
  shop: Shop,
  record: PastImport,
  state: 'finished' | 'failed',
  problem: string | null,
): Promise<ImportedSome> {
  const endedAt = ports.clock.now().getTime();
  const ended = { ...record, revision: record.revision + 1, state, problem, endedAt };
  return (await ports.imports.save(shop.domain, ended)) ? FINISHED : AT_ONCE;
}
