import { expect } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { type FileAnswer, sendOrderFile } from '../../app/order-file-sender.ts';
import { answerFile, fileRequest } from '../../app/past-file.server.ts';
import { buildShop, customerId, NOW, shopDomain } from '../core/builders.ts';
import { asShopifyExport } from './as-shopify-export.ts';
import { invoiceLines } from './invoices.ts';

const SHOP = shopDomain('gifts');

/** Invoices of a file that are sales, and what each customer has left of them: simple addition, line by line. */
async function addedUp(path: string) {
  const sums = new Map<string, { orders: number; milli: number }>();
  const invoices = new Map<string, { customer: string; milli: number }>();
  // A Map keeps the order in which invoices come.
  for await (const { invoice, customer, quantity, priceMilli } of invoiceLines(path)) {
    const known = invoices.get(invoice);
    invoices.set(invoice, { customer, milli: (known?.milli ?? 0) + quantity * priceMilli });
  }
  let sales = 0;
  let ofNobody = 0;
  for (const [invoice, { customer, milli }] of invoices) {
    const minor = Math.round(milli / 10);
    const isCancellation = invoice[0] === 'C';
    if (!isCancellation && (invoice[0] === 'A' || minor < 0)) continue;
    if (!isCancellation) sales += 1;
    if (!isCancellation && customer === '') ofNobody += 1;
    if (customer === '') continue;
    const { orders, milli: before } = sums.get(customer) ?? { orders: 0, milli: 0 };
    sums.set(customer, { orders: orders + (isCancellation ? 0 : 1), milli: Math.max(0, before + minor) });
  }
  const ofCustomers = [...sums].map(
    ([customer, { orders, milli }]) => [customer, { orders, netMinor: milli }] as const,
  );
  return { sales, ofNobody, ofCustomers };
}

async function imported(path: string) {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, { ...buildShop(), currency: 'GBP' }, NOW);
  let asked = 0;
  const services = {
    ...stores,
    clock: { now: () => new Date(NOW) },
    backoff: async () => undefined,
    reader: {
      async customerWithEmail(_: unknown, email: string) {
        asked += 1;
        return { kind: 'found' as const, customer: customerId(Number(/\d+/.exec(email))) };
      },
    },
  };
  const sent = await sendOrderFile(await asShopifyExport(invoiceLines(path)), 'orders_export.csv', {
    ask: (body) => answerFile(services, SHOP, fileRequest.parse(body)) as Promise<FileAnswer>,
    wait: async () => undefined,
    onReached: () => undefined,
    isStopped: () => false,
  });
  const profileOf = async (customer: string) =>
    (await stores.ledger.customer(SHOP, customerId(Number(customer)), 'cheap'))?.profile;
  return { sent, asked: () => asked, profileOf, record: await stores.imports.latest(SHOP) };
}

/**
 * Imports the file through an export of orders, and holds every customer's sums against those of the invoices.
 */
export async function expectTotals(path: string) {
  const [{ sales, ofNobody, ofCustomers }, run] = await Promise.all([addedUp(path), imported(path)]);
  expect(run.sent).toEqual({ kind: 'imported' });
  expect(run.record).toMatchObject({
    state: 'finished',
    counts: { read: sales, unreadable: 0 },
    guests: { count: ofNobody },
  });
  const found = await Promise.all(
    ofCustomers.map(async ([customer]) => [
      customer,
      (await run.profileOf(customer))?.lifetime ?? { orders: 0, netMinor: 0 },
    ]),
  );
  expect(found).toEqual(ofCustomers);
  return { sales, customers: ofCustomers.length, asked: run.asked() };
}
