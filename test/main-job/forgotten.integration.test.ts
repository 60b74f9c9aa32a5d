import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDynamo } from '../../adapters/dynamo/client.ts';
import { createDynamoStores } from '../../adapters/dynamo/stores.ts';
import type { Rule } from '../../core/policy.ts';
import { thankRegularRule } from '../../core/templates.ts';
import { shopDomain } from '../core/builders.ts';
import { CONNECTION } from '../core/reviews.ts';
import { tableText } from '../dynamodb.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { demoShop, orderBytes, SHOP } from './demo-shop.ts';

/** One customer leaves traces wherever the platform lets them, is erased as a shop does it, and everything is searched. */

const ADA = '706405506930370084';
const STAYS = '706405506930370099';
const REVIEWED = 'gid://shopify/Product/632910392000000001';
/** As written in payloads; the number of an order stays, since the merchant's sums rest on it. */
const PERSON = {
  email: 'ada.lovelace@customers.example',
  phone: '+441632960021',
  last_name: 'Lovelace',
  default_address: { address1: '21 Harley Street', zip: 'W1G 9QN' },
};
const TRACES = [ADA, 'ada.lovelace', '441632960021', 'Lovelace', 'Harley Street', 'W1G 9QN'];
/** A firm of one person is called as they are. */
const CONTACT = JSON.stringify({
  admin_graphql_api_id: 'gid://shopify/CompanyContact/5',
  customer_admin_graphql_api_id: `gid://shopify/Customer/${ADA}`,
  created_at: '2026-11-01T12:00:00Z',
  company: { name: 'Lovelace Engines', admin_graphql_api_id: 'gid://shopify/Company/31' },
});
const DAY_S = 86_400;

const thank: Rule = { ...thankRegularRule('USD'), when: [{ fact: 'order.items', operator: 'at_least', value: 1 }] };

let platform: TestPlatform;
let shop: ReturnType<typeof demoShop>;
beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
  platform = await startPlatform();
  shop = demoShop(platform);
});
afterAll(() => platform.stop());

/** An order as the platform sends it, with all that it says of its customer. */
async function orderOf(id: string, customer: string, person: object = {}): Promise<string> {
  const text = orderBytes({ id, customer, createdAt: await platform.now() });
  const told = JSON.stringify({ ...person, first_name: 'Ada' }).slice(1, -1);
  return text.replace(`"customer":{"id":${customer},`, `"customer":{"id":${customer},${told},`);
}

function table() {
  const { table, dynamodbEndpoint: endpoint } = platform.info;
  return createDynamo({ table, region: 'us-east-1', endpoint });
}

/** Every row of every table of an SQLite file, in text. */
function sqliteText(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const rows = tables.flatMap(({ name }) => database.prepare(`SELECT * FROM "${name}"`).all());
    return rows.map((row) => JSON.stringify(row)).join('\n');
  } finally {
    database.close();
  }
}

/** What the product and its services keep, by name. The shop's own database is Shopify's, and the table is read as a table. */
async function everything(): Promise<Map<string, string>> {
  const texts = new Map([['table', await tableText(table())]]);
  for (const entry of readdirSync(platform.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /^(store|dynamodb)\.sqlite|^platform\.lock|-(wal|shm)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const isDatabase = readFileSync(file).subarray(0, 15).toString() === 'SQLite format 3';
    texts.set(entry.name, isDatabase ? sqliteText(file) : readFileSync(file, 'utf8'));
  }
  return texts;
}

const found = (texts: Map<string, string>) =>
  [...texts].flatMap(([name, text]) => TRACES.filter((trace) => text.includes(trace)).map((trace) => [name, trace]));

async function leaveTraces(): Promise<void> {
  const stores = createDynamoStores(table(), { now: () => new Date() }, platform.info.apiSecret);
  await stores.reviewConnections.connect({ ...CONNECTION, shop: shopDomain(SHOP.replace('.myshopify.com', '')) });
  await shop.publish([thank]);
  await shop.deliver('customers/create', JSON.stringify({ id: 1, ...PERSON }).replace('"id":1', `"id":${ADA}`));
  await shop.deliver('company_contacts/create', CONTACT);
  for (const id of ['8801', '8802']) await shop.deliver('orders/create', await orderOf(id, ADA, PERSON));
  await shop.deliver('orders/create', await orderOf('8900', STAYS));
  await platform.idle();
  const unusable = (await orderOf('8803', ADA, PERSON)).replace('"created_at"', '"created"');
  await shop.deliver('orders/create', unusable);
  await shop.post('/reviews', {
    customer: `gid://shopify/Customer/${ADA}`,
    product: REVIEWED,
    rating: 1,
    text: 'Lovelace',
  });
  await platform.idle();
}

test('of a customer whose erasure the shop asked for, nothing is left in table, queues, files, logs or outbox', {
  timeout: 180_000,
}, async () => {
  await leaveTraces();
  const seeded = await everything();
  expect(new Set(found(seeded).map(([, trace]) => trace))).toEqual(new Set(TRACES));
  expect(found(seeded)).toEqual(
    expect.arrayContaining([
      ['messages.jsonl', 'ada.lovelace'],
      ['table', ADA],
    ]),
  );
  const sums = async () => (await shop.profile(STAYS)).lifetime;
  const before = { stays: await sums(), decisions: (await shop.allDecisions()).length };

  const erase = `mutation ($id: ID!) { customerRequestDataErasure(customerId: $id) { userErrors { message } } }`;
  await shop.query(erase, { id: `gid://shopify/Customer/${ADA}` });
  // Shopify tells ten days later; what is told of her afterwards was on its way.
  await platform.advance(11 * DAY_S);
  await platform.idle(60);
  await shop.deliver('orders/updated', await orderOf('8801', ADA, PERSON));
  await shop.deliver('company_contacts/create', CONTACT);
  await platform.advance(DAY_S / 24);
  await platform.idle(60);

  expect(found(await everything())).toEqual([]);
  expect({ stays: await sums(), decisions: (await shop.allDecisions()).length }).toEqual(before);
  const { stdout, stderr } = await platform.stop();
  expect(found(new Map([['output', stdout + stderr]]))).toEqual([]);
});
