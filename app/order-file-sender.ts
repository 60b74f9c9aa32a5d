import { type OrderRow, orderFile } from '../adapters/shopify/order-csv/order-file.ts';
import type { Place } from '../core/past-import.ts';

/** Small enough to be imported within seconds, each customer being asked for. */
export const ROWS_OF_A_PIECE = 200;
/** E-mail addresses whose customers a page remembers. */
const MOST_KNOWN = 50_000;

export type FileAsked =
  | { ask: 'begin'; name: string; bytes: number }
  | {
      ask: 'import';
      id: string;
      startedAt: number;
      after: number;
      end: Place;
      isLast: boolean;
      rows: OrderRow[];
      known: [string, string | null][];
    };

/** Who has an e-mail address; null: nobody. */
type Customers = (readonly [string, string | null])[];

export type FileAnswer =
  | { kind: 'begun'; id: string; startedAt: number; reached: Place }
  | { kind: 'busy' | 'not_installed' | 'stopped' }
  | { kind: 'imported'; reached: Place; customers: Customers }
  | { kind: 'elsewhere'; reached: Place }
  | { kind: 'later'; afterMs: number; customers: Customers }
  | { kind: 'failed'; problem: string };

export type SentFile =
  | { kind: 'imported' }
  /** Another import is under way. */
  | { kind: 'busy' }
  | { kind: 'wrong_file'; problem: string }
  /** Paused or ended by somebody, or by the page itself. */
  | { kind: 'stopped' }
  | { kind: 'failed'; problem: string | null };

export interface Sender {
  /** Null where the server could not be reached, or broke. */
  ask(asked: FileAsked): Promise<FileAnswer | null>;
  wait(ms: number): Promise<void>;
  onReached(): void;
  isStopped(): boolean;
}

const TRIES = 5;
const BETWEEN_TRIES_MS = 2_000;

/**
 * Reads an export of orders where it lies, and sends of each order what is needed, some at a time. What was imported
 * before is passed over, so that choosing the same file again goes on where it stopped.
 */
export async function sendOrderFile(
  file: Blob,
  name: string,
  sender: Sender,
  ordersOfAPiece = ROWS_OF_A_PIECE,
): Promise<SentFile> {
  // Nothing is begun for a file that is no export.
  for await (const part of orderFile(file)) {
    if (part.kind === 'wrong_file') return part;
    break;
  }
  const begun = await patiently(sender, { ask: 'begin', name, bytes: file.size });
  if (begun?.kind === 'busy') return { kind: 'busy' };
  if (begun?.kind !== 'begun') return { kind: 'failed', problem: null };
  sender.onReached();
  const sending: Sending = { ...begun, reached: begun.reached.lines, known: new Map() };
  for await (const piece of piecesOf(file, ordersOfAPiece)) {
    if ('problem' in piece) return piece;
    while (sending.reached < piece.end.lines || piece.isLast) {
      if (sender.isStopped()) return { kind: 'stopped' };
      const sent = await sendPiece(sender, sending, piece);
      if (sent === 'whole') return { kind: 'imported' };
      if (sent !== null) return sent;
    }
  }
  return { kind: 'imported' };
}

interface Piece {
  readonly rows: readonly OrderRow[];
  readonly end: Place;
  readonly isLast: boolean;
}

/** The last one may hold no order any more: with it the import ends. */
async function* piecesOf(
  file: Blob,
  ordersOfAPiece: number,
): AsyncGenerator<Piece | Extract<SentFile, { kind: 'wrong_file' }>> {
  let rows: OrderRow[] = [];
  let end: Place = { bytes: 0, lines: 0 };
  for await (const part of orderFile(file)) {
    if (part.kind === 'wrong_file') {
      yield part;
      return;
    }
    if (part.kind === 'order' && rows.length === ordersOfAPiece) {
      yield { rows, end, isLast: false };
      rows = [];
    }
    if (part.kind === 'order') rows.push(part.order);
    end = { bytes: part.bytes, lines: part.kind === 'order' ? part.order.row : part.row };
  }
  yield { rows, end: { ...end, bytes: file.size }, isLast: true };
}

interface Sending {
  readonly id: string;
  readonly startedAt: number;
  /** The last row that is imported. */
  reached: number;
  /** Who has an e-mail address, as far as the server was asked; null: nobody. */
  readonly known: Map<string, string | null>;
}

/** Null: there may be more of the piece; `whole`: the import is done. */
async function sendPiece(sender: Sender, sending: Sending, piece: Piece): Promise<SentFile | 'whole' | null> {
  const { id, startedAt, reached, known } = sending;
  const rows = piece.rows.filter(({ row }) => row > reached);
  const emails = [...new Set(rows.map(({ cells }) => cells.email))];
  const answer = await patiently(sender, {
    ask: 'import',
    id,
    startedAt,
    after: reached,
    end: piece.end,
    isLast: piece.isLast,
    rows,
    known: emails.flatMap((email) => (known.has(email) ? [[email, known.get(email) ?? null]] : [])),
  });
  switch (answer?.kind) {
    case 'imported':
      remember(known, answer.customers);
      sending.reached = answer.reached.lines;
      sender.onReached();
      return piece.isLast ? 'whole' : null;
    case 'elsewhere':
      sending.reached = answer.reached.lines;
      return piece.isLast && sending.reached >= piece.end.lines ? 'whole' : null;
    case 'later':
      remember(known, answer.customers);
      await sender.wait(answer.afterMs);
      return null;
    case 'stopped':
      return { kind: 'stopped' };
    default:
      return { kind: 'failed', problem: answer?.kind === 'failed' ? answer.problem : null };
  }
}

function remember(known: Sending['known'], customers: Customers): void {
  if (known.size > MOST_KNOWN) known.clear();
  for (const [email, customer] of customers) known.set(email, customer);
}

/** A server that can't be reached for a moment is asked again; null when it stays so. */
async function patiently(sender: Sender, asked: FileAsked): Promise<FileAnswer | null> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const answer = await sender.ask(asked);
    if (answer !== null) return answer;
    await sender.wait(BETWEEN_TRIES_MS * attempt);
  }
  return null;
}
