import Papa from 'papaparse';

export interface CsvRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly number: number;
  readonly cells: readonly string[];
  /** Bytes of the file that were read when it was found: at least those before its end. */
  readonly bytes: number;
}

/** No row of an export is as long: a quote is open, and the rest of the file would count as one cell. */
const LONGEST_ROW = 2 ** 20;

/**
 * Rows of a CSV file (RFC 4180), one after the other: never more of it than a chunk and a row is in memory. Works in a
 * browser as in Node. Ends early where a row has no end.
 */
export async function* csvRows(file: Blob): AsyncGenerator<CsvRow | 'endless'> {
  const reader = file.stream().getReader();
  const decoder = new TextDecoder();
  let parser: Papa.Parser | null = null;
  let number = 0;
  let bytes = 0;
  let pending = '';
  try {
    for (let isOver = false; !isOver; ) {
      const { done, value } = await reader.read();
      isOver = done;
      bytes += value?.length ?? 0;
      pending += done ? decoder.decode() : decoder.decode(value, { stream: true });
      if (!done && !pending.includes('\n')) {
        if (pending.length > LONGEST_ROW) return void (yield 'endless');
        continue;
      }
      parser ??= new Papa.Parser({
        delimiter: ',',
        newline: pending[pending.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n',
      });
      const { data, meta } = parser.parse(pending, 0, !isOver) as Papa.ParseResult<string[]>;
      pending = pending.slice(meta.cursor);
      for (const cells of data) {
        number += 1;
        if (cells.length > 1 || cells[0] !== '') yield { number, cells, bytes };
      }
      if (pending.length > LONGEST_ROW) return void (yield 'endless');
    }
  } finally {
    // Whoever leaves early reads no further.
    await reader.cancel();
  }
}
