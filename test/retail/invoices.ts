import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** One line of “Online Retail”. */
export interface InvoiceLine {
  readonly invoice: string;
  readonly description: string;
  readonly quantity: number;
  /** `2010-12-01 08:26:00` */
  readonly date: string;
  /** Thousandths of a pound: prices have up to three digits. */
  readonly priceMilli: number;
  /** Empty where nobody is named. */
  readonly customer: string;
}

/** The lines of a compressed file, in their order. */
export async function* invoiceLines(path: string): AsyncGenerator<InvoiceLine> {
  const lines = createInterface({
    input: createReadStream(path).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let isHeader = true;
  for await (const line of lines) {
    if (!isHeader) {
      const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      );
      const [invoice = '', , description = '', quantity = '', date = '', price = '', customer = ''] = cells;
      const priceMilli = Math.round(Number(price) * 1000);
      yield { invoice, description, quantity: Number(quantity), date, priceMilli, customer };
    }
    isHeader = false;
  }
}
