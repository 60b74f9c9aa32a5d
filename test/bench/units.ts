import { rememberDecision } from '../../core/profile.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { buildCustomer, buildDecision, NOTHING, yearOfOrders } from '../contracts/records.ts';
import { customerId, DAY_MS, NOW, shopDomain } from '../core/builders.ts';
import { startTestDynamodb } from '../dynamodb.ts';
import { orderMessage } from './deliveries.ts';
import { fillTable } from './fill-table.ts';
import { type Handled, type OneShop, startShop } from './one-shop.ts';
import { printTable } from './print-table.ts';

const SHOP = shopDomain('the-fashion-house-of-vienna');
const LIMIT = { writeUnits: 14, readUnits: 4 };
/** Ids as long as Shopify's. */
const PAST_ORDERS = [
  { orders: 10, customer: 7_115_310_627_314 },
  { orders: 5_000, customer: 7_115_310_627_315 },
];
const WARMING_CUSTOMER = 7_115_310_627_316;
const EVENTS = [
  'orders/create with one perk, decide to done',
  '  of these decide',
  '  of these act',
  'the same, first in a process (policy not yet read)',
  'the same delivered again with another webhook id',
  'orders/updated that our own mutation causes',
  'orders/create without a perk',
] as const;

/** Counted units of one order, indexes included. False when a limit is broken or the history makes a difference. */
export async function benchUnits(customers: number): Promise<boolean> {
  const dynamodb = await startTestDynamodb();
  try {
    const dynamo = await dynamodb.createTable();
    console.log(`Filling a table with ${customers.toLocaleString('en')} customers (fewer: -- --customers 1000) …`);
    const startedAt = performance.now();
    const items = await fillTable(dynamo, SHOP, customers);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    const open = () => startShop({ endpoint: dynamodb.endpoint, table: dynamo.table });
    await seed(open());
    const columns = [];
    for (const { customer } of PAST_ORDERS) columns.push(await measureCustomer(open, customer));
    const title = `DynamoDB units of one event in a table of ${customers.toLocaleString('en')} customers (${items.toLocaleString('en')} items, filled in ${seconds} s), indexes included`;
    return report(title, columns);
  } finally {
    await dynamodb.stop();
  }
}

async function seed({ services }: OneShop): Promise<void> {
  const details = { currency: 'USD', timezone: 'Europe/Vienna', scopes: ['write_orders', 'read_all_orders'] };
  await installShop(services, SHOP, details, NOW - 30 * DAY_MS);
  for (const { customer, orders } of [...PAST_ORDERS, { customer: WARMING_CUSTOMER, orders: 3 }]) {
    const known = buildCustomer({ customer: customerId(customer), revision: 1, orders: yearOfOrders(orders) });
    const decisions = [1, 2, 3, 4, 5].map((number) => buildDecision({ number: customer + number }));
    const record = decisions.reduce(
      (remembering, { id }) => rememberDecision(remembering, { id, eventAt: NOW - DAY_MS }),
      known,
    );
    const committed = await services.ledger.commit(SHOP, { ...NOTHING, customers: [record] });
    if (committed === 'conflict') throw new Error('the table is not empty');
  }
}

type Row = readonly [write: number, read: number];

async function measureCustomer(open: () => OneShop, customer: number): Promise<Row[]> {
  const order = customer * 100;
  const first = await open().handle(orderMessage(SHOP, { order: order + 1, customer, sizes: 3, placedS: 1 }));
  const shop = open();
  await shop.handle(orderMessage(SHOP, { order: order + 2, customer: WARMING_CUSTOMER, sizes: 1, placedS: 2 }));
  const perk = { order: order + 3, customer, sizes: 3, placedS: 3 };
  const granted = await shop.handle(orderMessage(SHOP, perk));
  if (granted.act.requests === 0) throw new Error('the order that should get a perk got none');
  const again = await shop.handle(orderMessage(SHOP, perk));
  const echo = await shop.handle(
    orderMessage(SHOP, { ...perk, topic: 'orders/updated', afterS: 2, tags: 'include-return-bag' }),
  );
  const plain = await shop.handle(orderMessage(SHOP, { order: order + 4, customer, sizes: 1, placedS: 9 }));
  if (plain.act.requests > 0) throw new Error('the order that should get no perk got one');
  const { decide, act } = granted;
  return [
    total(granted),
    [decide.writeUnits, decide.readUnits],
    [act.writeUnits, act.readUnits],
    total(first),
    total(again),
    total(echo),
    total(plain),
  ];
}

function total({ decide, act }: Handled): Row {
  return [decide.writeUnits + act.writeUnits, decide.readUnits + act.readUnits];
}

function report(title: string, [few = [], many = []]: Row[][]): boolean {
  const show = ([write, read]: Row) => `${write} w ${read} r`;
  const limit = `${LIMIT.writeUnits} w ${LIMIT.readUnits} r`;
  const [fewOrders, manyOrders] = PAST_ORDERS.map(({ orders }) => `${orders.toLocaleString('en')} past orders`);
  const rows = EVENTS.map((event, index) => {
    const [a, b] = [few[index] ?? [0, 0], many[index] ?? [0, 0]] as [Row, Row];
    return [event, show(a), show(b), show(a) === show(b) ? 'yes' : 'NO', index === 0 ? limit : ''];
  });
  printTable(title, ['', fewOrders ?? '', manyOrders ?? '', 'equal', 'limit'], rows);
  const isEqual = JSON.stringify(few) === JSON.stringify(many);
  const [write, read] = many[0] ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const isWithin = write <= LIMIT.writeUnits && read <= LIMIT.readUnits;
  if (!isEqual) console.log('  BROKEN: the cost of an event grows with the history.');
  if (!isWithin) console.log(`  BROKEN: an order with one perk costs more than ${limit}.`);
  return isEqual && isWithin;
}
