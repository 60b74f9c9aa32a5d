import { parseLossless } from '../../adapters/shopify/json.ts';
import { record } from './document.ts';

/** Of a request to erase a customer; null where it names none, or is none. */
export function addressIn(body: Buffer): string | null {
  try {
    const email = record(record(parseLossless(body.toString('utf8')))?.customer)?.email;
    return typeof email === 'string' ? email : null;
  } catch {
    return null;
  }
}
