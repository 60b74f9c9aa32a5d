import { assertNever } from '../assert-never.ts';
import type { CustomerId, Instant, ShopDomain } from '../identity.ts';
import {
  beginImport,
  isUnderWay,
  type OrderFile,
  type PastImport,
  type Place,
  type UnreadableLine,
  withPortion,
} from '../past-import.ts';
import type { ImportStore, SeenOrder, ShopReader, ShopStore } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { closedGate } from '../shop-gate.ts';
import type { FoldPastPorts } from './fold-past.ts';
import { foldPastOrders } from './fold-past-orders.ts';
import { MAX_TRIES } from './observe-ports.ts';

export interface RowPorts extends FoldPastPorts {
  readonly shops: ShopStore;
  readonly imports: ImportStore;
  readonly reader: Pick<ShopReader, 'customerWithEmail'>;
}

/** An order of the merchant's own file. It names its customer by e-mail address alone; null: it names none. */
export type FileRow =
  | { readonly kind: 'order'; readonly row: number; readonly seen: SeenOrder; readonly email: string | null }
  /** `reason` says what was expected, and nothing of what is there. */
  | { readonly kind: 'unreadable'; readonly row: number; readonly reason: string };

/** Who has an e-mail address in this shop; null: nobody. It lives as long as a request and a page, and is stored nowhere. */
export type KnownCustomers = ReadonlyMap<string, CustomerId | null>;

export interface RowPiece {
  /** The import's id. */
  readonly import: string;
  /** The row before it: what has to be reached. */
  readonly after: number;
  readonly end: Place;
  readonly rows: readonly FileRow[];
  readonly known: KnownCustomers;
  readonly isLast: boolean;
}

export type BegunRows =
  /** Rows up to `reached` are imported already. */
  | { readonly kind: 'begun'; readonly id: string; readonly startedAt: Instant; readonly reached: Place }
  /** Another import is under way. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'not_installed' };

export type ImportedRows =
  /** `customers`: whom the shop was asked for. */
  | { readonly kind: 'imported'; readonly reached: Place; readonly customers: KnownCustomers }
  /** The import stands elsewhere, or is done: some other page went on with it, or an answer was lost. */
  | { readonly kind: 'elsewhere'; readonly reached: Place }
  /** Paused, ended, or not this one any more. */
  | { readonly kind: 'stopped' }
  /** The shop can't be asked just now, or it took too long; nothing of the piece is counted. `customers`: who was found. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly customers: KnownCustomers }
  | { readonly kind: 'failed'; readonly problem: string };

const UNREADABLE_MS = 15_000;
/** Until whoever wrote the same is done. */
const CONFLICT_MS = 300;
const NOBODY: KnownCustomers = new Map();
/** Customers that are looked for at the same time. */
const AT_ONCE = 8;

/** Begins an import of the merchant's file, or goes on with the one that stopped: the same name and length is the same file. */
export async function beginRows(
  ports: RowPorts,
  domain: ShopDomain,
  file: OrderFile,
  now: Instant,
): Promise<BegunRows> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const shop = await ports.shops.find(domain);
    if (shop?.uninstalledAt !== null) return { kind: 'not_installed' };
    const latest = await ports.imports.latest(domain);
    const current = latest !== null && latest.startedAt >= shop.installedAt && isUnderWay(latest) ? latest : null;
    const { upload } = current ?? {};
    const isSame = upload?.name === file.name && upload.bytes === file.bytes;
    if (current && !isSame) return { kind: 'busy' };
    // The shop's own import is about to begin.
    if (!current && shop.chores.importAt !== undefined) return { kind: 'busy' };
    const next: PastImport = current
      ? { ...current, revision: current.revision + 1, state: 'running', problem: null, pace: null }
      : beginImport(shop, now, file);
    if (await ports.imports.save(domain, next)) {
      return { kind: 'begun', id: next.id, startedAt: next.startedAt, reached: next.place };
    }
    await ports.backoff(attempt);
  }
  throw new Error(`the import of ${domain} kept changing during ${MAX_TRIES} tries`);
}

/**
 * Imports some rows of the merchant's file. They count when the place after them is written down: whoever dies before
 * that sends them again, and orders that are folded again change nothing. An order whose customer the shop does not
 * know counts for nobody, and is listed. Customers are looked for while `hasTime`; who was found by then is answered, so
 * that the next try goes on from there.
 */
export async function importRows(
  ports: RowPorts,
  domain: ShopDomain,
  piece: RowPiece,
  now: Instant,
  hasTime: () => boolean,
): Promise<ImportedRows> {
  const [shop, record] = await Promise.all([ports.shops.find(domain), ports.imports.latest(domain)]);
  if (shop?.uninstalledAt !== null || record?.id !== piece.import || record.startedAt < shop.installedAt)
    return { kind: 'stopped' };
  if (!record.upload) return { kind: 'stopped' };
  const isElsewhere = record.state === 'finished' || (record.state === 'running' && record.place.lines !== piece.after);
  if (isElsewhere) return { kind: 'elsewhere', reached: record.place };
  if (record.state !== 'running') return { kind: 'stopped' };
  const found = await findCustomers(ports, shop, piece, now, hasTime);
  if (found.kind === 'later') return found;
  if (found.kind === 'failed') {
    const { problem } = found;
    await ports.imports.save(domain, {
      ...record,
      revision: record.revision + 1,
      state: 'failed',
      problem,
      endedAt: now,
    });
    return found;
  }
  const { orders, guests, unreadable } = sorted(piece, found.customers);
  const past = orders.filter(({ order }) => order.createdAt < record.until);
  const later: ImportedRows = { kind: 'later', afterMs: CONFLICT_MS, customers: found.asked };
  if (!(await foldPastOrders(ports, shop, past, now))) return later;
  const read = withPortion(record, 'orders', { read: orders.length, unreadable, guests, end: piece.end }, now);
  const next: PastImport = piece.isLast
    ? { ...read, state: 'finished', endedAt: now, total: read.counts.read, collected: read.counts.read }
    : read;
  // Somebody else wrote it: the page asks where it stands, and finds out.
  if (!(await ports.imports.save(domain, next))) return later;
  return { kind: 'imported', reached: next.place, customers: found.asked };
}

type Found =
  | { readonly kind: 'found'; readonly customers: KnownCustomers; readonly asked: KnownCustomers }
  | Extract<ImportedRows, { kind: 'later' | 'failed' }>;

async function findCustomers(
  ports: RowPorts,
  shop: Shop,
  piece: RowPiece,
  now: Instant,
  hasTime: () => boolean,
): Promise<Found> {
  const closed = closedGate(shop, now);
  if (closed) return { kind: 'later', afterMs: Math.max(0, closed.until - now), customers: NOBODY };
  const emails = new Set(piece.rows.flatMap((row) => (row.kind === 'order' && row.email !== null ? [row.email] : [])));
  const unknown = [...emails].filter((email) => !piece.known.has(email));
  const asked = new Map<string, CustomerId | null>();
  let stop: Extract<Found, { kind: 'later' | 'failed' }> | null = null;
  const worker = async () => {
    for (let email = unknown.pop(); email !== undefined && stop === null; email = unknown.pop()) {
      if (!hasTime()) {
        stop = { kind: 'later', afterMs: 0, customers: asked };
        break;
      }
      const found = await ports.reader.customerWithEmail(shop.domain, email);
      switch (found.kind) {
        case 'found':
          asked.set(email, found.customer);
          break;
        case 'missing':
          asked.set(email, null);
          break;
        case 'unavailable':
          stop = { kind: 'later', afterMs: found.afterMs ?? UNREADABLE_MS, customers: asked };
          break;
        case 'denied':
          stop = { kind: 'failed', problem: found.problem };
          break;
        default:
          assertNever(found);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return stop ?? { kind: 'found', customers: new Map([...piece.known, ...asked]), asked };
}

/** The rows of a piece by what becomes of them. */
function sorted({ rows }: RowPiece, customers: KnownCustomers) {
  const orders: SeenOrder[] = [];
  const guests: UnreadableLine[] = [];
  const unreadable: UnreadableLine[] = [];
  for (const row of rows) {
    if (row.kind === 'unreadable') {
      unreadable.push({ line: row.row, reason: row.reason });
      continue;
    }
    const customer = row.email === null ? null : (customers.get(row.email) ?? null);
    orders.push({ ...row.seen, order: { ...row.seen.order, customer } });
    if (customer !== null) continue;
    const reason =
      row.email === null
        ? 'the order has no e-mail address'
        : 'no customer of your shop has the order’s e-mail address';
    guests.push({ line: row.row, reason });
  }
  return { orders, guests, unreadable };
}
