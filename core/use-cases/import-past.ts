import { assertNever } from '../assert-never.ts';
import type { Instant } from '../identity.ts';
import {
  beginImport,
  fileOf,
  fileUnderWay,
  NO_FILE_YET,
  type Part,
  type PastImport,
  partAfter,
  partUnderWay,
  withFile,
  withoutFile,
  withPortion,
} from '../past-import.ts';
import type { ExportState, ImportStore, PastExport, ReadFailure, ShopStore } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { closedGate } from '../shop-gate.ts';
import { type KeepLinesPorts, keepLines, portionsOf } from './keep-lines.ts';

export interface ImportPorts extends KeepLinesPorts {
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

/**
 * Imports the shop's past, for as long as `hasTime`: the shop is asked for a file of its orders, which is then read from
 * the place that was reached, and after it for further ones, one by one. Whoever dies on the way loses nothing and counts nothing
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
  const run: Run = { ports, shop, now, hasTime, part: partUnderWay(record) };
  if (record.state === 'cancelled') return endCollecting(run, record);
  if (record.state !== 'running') return FINISHED;
  const closed = closedGate(shop, now);
  if (closed) return { kind: 'later', afterMs: Math.max(0, closed.until - now) };
  const { file } = fileOf(record, run.part);
  if (file === null) return askForFile(run, record);
  const found = await ports.exports.look(shop.domain, run.part, file);
  switch (found.kind) {
    case 'collecting': {
      const collected = run.part === 'orders' ? found.count : record.collected;
      return go(run, { ...record, collected, problem: null }, LOOK_AGAIN_MS);
    }
    case 'ready':
      return readFile(run, record, found);
    case 'gone':
      return askAnew(run, record, 'the shop no longer keeps the file');
    case 'failed':
      return found.isWorthRetrying ? askAnew(run, record, found.problem) : giveUp(run, record, found.problem);
    case 'denied':
    case 'unavailable':
      return notNow(run, record, found);
    default:
      return assertNever(found);
  }
}

interface Run {
  readonly ports: ImportPorts;
  readonly shop: Shop;
  readonly now: Instant;
  readonly hasTime: () => boolean;
  readonly part: Part;
}

async function askForFile(run: Run, record: PastImport): Promise<ImportedSome> {
  const { ports, shop, part } = run;
  const { filesAsked } = fileOf(record, part);
  const begun = await ports.exports.begin(shop.domain, part, record, `${record.startedAt}_${filesAsked}`);
  switch (begun.kind) {
    case 'begun': {
      const asked = { file: begun.file, filesAsked: filesAsked + 1 };
      const next = await go(run, { ...withFile(record, part, asked), problem: null }, LOOK_AGAIN_MS);
      // Who cancelled it meanwhile could not name the file.
      const latest = next === AT_ONCE ? await ports.imports.latest(shop.domain) : null;
      if (latest?.id !== record.id || latest.state !== 'cancelled') return next;
      return endCollecting(run, withFile(latest, part, { file: begun.file }));
    }
    case 'busy':
      return go(run, { ...record, problem: begun.problem }, LOOK_AGAIN_MS);
    case 'denied':
    case 'unavailable':
      return notNow(run, record, begun);
    default:
      return assertNever(begun);
  }
}

async function askAnew(run: Run, record: PastImport, problem: string): Promise<ImportedSome> {
  if (fileOf(record, run.part).filesAsked >= MOST_FILES_ASKED) return giveUp(run, record, problem);
  return go(run, { ...withoutFile(record, run.part), problem }, 0);
}

async function readFile(
  run: Run,
  before: PastImport,
  found: Extract<ExportState, { kind: 'ready' }>,
): Promise<ImportedSome> {
  const { ports, shop, part, hasTime } = run;
  const collected = part === 'orders' ? (found.count ?? 0) : before.collected;
  const { count: total, lineCount } = found;
  let record: PastImport = { ...withFile(before, part, { total, lineCount }), collected, problem: null };
  for await (const portion of portionsOf(part, found.lines(fileOf(record, part).place))) {
    if (!hasTime()) return AT_ONCE;
    if (!(await keepLines(ports, shop, record.until, portion.lines, run.now))) return AT_ONCE;
    const { lines, unreadable, end = fileOf(record, part).place } = portion;
    const next = withPortion(record, part, { read: lines.length, unreadable, end }, ports.clock.now().getTime());
    if (!(await ports.imports.save(shop.domain, next))) return AT_ONCE;
    record = next;
    if (portion.broken !== null) return go(run, { ...record, problem: portion.broken }, UNREADABLE_MS);
  }
  if (part === 'orders') {
    await ports.shops.setImported(shop.domain, shop.installedAt, {
      // A later import reaches less far back: what an earlier one read stays known.
      since: Math.min(record.from, shop.imported?.since ?? record.from),
      at: ports.clock.now().getTime(),
    });
  }
  const { counts } = fileOf(record, part);
  return goFurther(run, withFile(record, part, { total: total ?? counts.read }));
}

/** On to the next file that the shop lets us read. */
async function goFurther(run: Run, record: PastImport): Promise<ImportedSome> {
  const next = partAfter(run.part, run.shop);
  if (next === null) return end(run, record, 'finished', null);
  return go(run, { ...withFile(record, next, NO_FILE_YET), pace: null, problem: null }, 0);
}

/** Without its orders there is no import. What else can’t be had keeps none from its end: it is asked for when it is needed. */
async function giveUp(run: Run, record: PastImport, problem: string): Promise<ImportedSome> {
  if (run.part === 'orders') return end(run, record, 'failed', problem);
  return goFurther(run, withFile(record, run.part, { leftOut: problem }));
}

/** Nobody reads what the shop is still collecting. */
async function endCollecting({ ports, shop, now }: Run, record: PastImport): Promise<ImportedSome> {
  const file = fileUnderWay(record);
  if (file === null) return FINISHED;
  const closed = closedGate(shop, now);
  if (closed) return { kind: 'later', afterMs: Math.max(0, closed.until - now) };
  const cancelled = await ports.exports.cancel(shop.domain, file);
  if (cancelled.kind === 'unavailable') return { kind: 'later', afterMs: cancelled.afterMs ?? UNREADABLE_MS };
  return FINISHED;
}

async function notNow(run: Run, record: PastImport, failure: ReadFailure): Promise<ImportedSome> {
  if (failure.kind === 'denied') return giveUp(run, record, failure.problem);
  return go(run, { ...record, problem: failure.problem }, failure.afterMs ?? UNREADABLE_MS);
}

/** Whoever wrote the import meanwhile is heeded at once. */
async function go({ ports, shop }: Run, next: PastImport, afterMs: number): Promise<ImportedSome> {
  const isSaved = await ports.imports.save(shop.domain, { ...next, revision: next.revision + 1 });
  return isSaved ? { kind: 'later', afterMs } : AT_ONCE;
}

async function end(
  { ports, shop }: Run,
  record: PastImport,
  state: 'finished' | 'failed',
  problem: string | null,
): Promise<ImportedSome> {
  const endedAt = ports.clock.now().getTime();
  const ended = { ...record, revision: record.revision + 1, state, problem, endedAt };
  return (await ports.imports.save(shop.domain, ended)) ? FINISHED : AT_ONCE;
}
