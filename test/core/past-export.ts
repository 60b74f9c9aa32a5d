import type { SeenCustomer } from '../../core/customer-card.ts';
import type { Part } from '../../core/past-import.ts';
import type { FileLine, PastExport, SeenOrder } from '../../core/ports.ts';
import type { SeenProduct } from '../../core/product.ts';
import type { SeenReturn } from '../../core/return.ts';

/** For what never imports. */
export const NO_EXPORT: PastExport = {
  begin: neverAsked,
  look: neverAsked,
  cancel: neverAsked,
};

async function neverAsked(): Promise<never> {
  throw new Error('nobody imports the past here');
}

export interface ExportWorld {
  /** What the shop has to list, line by line; a text is the reason for which a line can’t be read. */
  lines: (SeenOrder | string)[];
  /** How often it is looked at before a file is there. */
  looks: number;
  /** What comes in the place of the next answers, oldest first. */
  readonly answers: (Awaited<ReturnType<PastExport['look']>> | Awaited<ReturnType<PastExport['begin']>>)[];
  /** The marks under which a file was asked for. */
  readonly marks: string[];
  readonly cancelled: string[];
  /** What the shop has to list of them, likewise. */
  products: (SeenProduct | string)[];
  /** Null: a line that says nothing of itself. */
  returns: (SeenReturn | string | null)[];
  customers: (SeenCustomer | string)[];
  /** The connection breaks after so many lines, once. */
  breaksAfter: number | null;
}

const BYTES_A_LINE = 100;

/** A shop that lists its orders. */
export function createExportWorld(lines: ExportWorld['lines']) {
  const world: ExportWorld = {
    lines,
    looks: 0,
    answers: [],
    marks: [],
    cancelled: [],
    products: [],
    returns: [],
    customers: [],
    breaksAfter: null,
  };
  let looks = 0;
  async function* linesFrom(part: Part, from: number): AsyncGenerator<FileLine> {
    let given = 0;
    for (const [index, line] of listed(world, part).entries()) {
      if (index < from) continue;
      if (world.breaksAfter === given) {
        world.breaksAfter = null;
        yield { kind: 'broken', problem: 'the connection broke' };
        return;
      }
      given += 1;
      yield { ...line, end: { bytes: (index + 1) * BYTES_A_LINE, lines: index + 1 } } as FileLine;
    }
  }
  const exports: PastExport = {
    async begin(_shop, part, _span, mark) {
      const answer = world.answers.shift();
      if (answer) return answer as Awaited<ReturnType<PastExport['begin']>>;
      if (part !== 'orders') return { kind: 'begun', file: `${part} ${mark}` };
      world.marks.push(mark);
      return { kind: 'begun', file: `file ${mark}` };
    },
    async look(_shop, part) {
      const answer = world.answers.shift();
      if (answer) return answer as Awaited<ReturnType<PastExport['look']>>;
      looks += 1;
      if (looks <= world.looks) return { kind: 'collecting', count: looks };
      const lineCount = listed(world, part).length;
      const count = part === 'returns' ? null : lineCount;
      return { kind: 'ready', count, lineCount, lines: ({ bytes }) => linesFrom(part, bytes / BYTES_A_LINE) };
    },
    async cancel(_shop, file) {
      world.cancelled.push(file);
      return { kind: 'cancelled' };
    },
  };
  return { world, exports };
}

type Listed =
  | { kind: 'unreadable'; reason: string }
  | { kind: 'passed' }
  | Omit<Exclude<FileLine, { kind: 'broken' | 'passed' | 'unreadable' }>, 'end'>;

function listed({ lines, products, returns, customers }: ExportWorld, part: Part): Listed[] {
  const as = <Seen extends object>(kind: string, all: readonly (Seen | string | null)[]) =>
    all.map((seen) => {
      if (seen === null) return { kind: 'passed' } as Listed;
      return (typeof seen === 'string' ? { kind: 'unreadable', reason: seen } : { kind, seen }) as Listed;
    });
  switch (part) {
    case 'orders':
      return as('order', lines);
    case 'products':
      return as('product', products);
    case 'returns':
      return as('return', returns);
    case 'customers':
      return as('customer', customers);
  }
}
