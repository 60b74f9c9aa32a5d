import type { FileLine, PastExport, SeenOrder } from '../../core/ports.ts';
import type { SeenProduct } from '../../core/product.ts';

/** For what never imports. */
export const NO_EXPORT: PastExport = {
  begin: neverAsked,
  beginProducts: neverAsked,
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
  /** What the shop has to list of its products, likewise. */
  products: (SeenProduct | string)[];
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
    breaksAfter: null,
  };
  let looks = 0;
  async function* linesFrom(all: ExportWorld['lines' | 'products'], from: number): AsyncGenerator<FileLine> {
    let given = 0;
    for (const [index, line] of all.entries()) {
      if (index < from) continue;
      if (world.breaksAfter === given) {
        world.breaksAfter = null;
        yield { kind: 'broken', problem: 'the connection broke' };
        return;
      }
      given += 1;
      const end = { bytes: (index + 1) * BYTES_A_LINE, lines: index + 1 };
      if (typeof line === 'string') yield { kind: 'unreadable', reason: line, end };
      else yield 'order' in line ? { kind: 'order', seen: line, end } : { kind: 'product', seen: line, end };
    }
  }
  const exports: PastExport = {
    async begin(_shop, _span, mark) {
      const answer = world.answers.shift();
      if (answer) return answer as Awaited<ReturnType<PastExport['begin']>>;
      world.marks.push(mark);
      return { kind: 'begun', file: `file ${mark}` };
    },
    async beginProducts(_shop, mark) {
      const answer = world.answers.shift();
      if (answer) return answer as Awaited<ReturnType<PastExport['begin']>>;
      return { kind: 'begun', file: `products ${mark}` };
    },
    async look(_shop, file) {
      const answer = world.answers.shift();
      if (answer) return answer as Awaited<ReturnType<PastExport['look']>>;
      looks += 1;
      if (looks <= world.looks) return { kind: 'collecting', orders: looks };
      const all = file.startsWith('products') ? world.products : world.lines;
      return {
        kind: 'ready',
        orders: all.length,
        lines: ({ bytes }) => linesFrom(all, bytes / BYTES_A_LINE),
      };
    },
    async cancel(_shop, file) {
      world.cancelled.push(file);
      return { kind: 'cancelled' };
    },
  };
  return { world, exports };
}
