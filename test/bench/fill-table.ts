import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamo } from '../../adapters/dynamo/client.ts';
import { customerWrite } from '../../adapters/dynamo/customer-items.ts';
import { decisionItem } from '../../adapters/dynamo/decision-item.ts';
import { orderItem } from '../../adapters/dynamo/order-item.ts';
import { customerPartition, decisionKey, orderKey } from '../../adapters/dynamo/table.ts';
import type { DecisionId, ShopDomain } from '../../core/identity.ts';
import { newOrderRecord } from '../../core/order.ts';
import { buildCustomer, buildDecision, withEffects, yearOfOrders } from '../contracts/records.ts';
import { buildOrder, buildVersion, customerId, NOW, orderId } from '../core/builders.ts';

type Item = Record<string, unknown>;

/** Different histories; the customers repeat them. */
const HISTORIES = 500;
const MOST_ORDERS = 12;
/** What one BatchWriteItem takes. */
const BATCH = 25;
const WRITERS = 8;
/** Away from the numbers that the bench itself uses. */
const FIRST_NUMBER = 10_000_000;

/**
 * Puts customers into the table, each with head, quarters, one order and one decision that is done, as the adapters
 * write them. Answers the number of items.
 */
export async function fillTable({ client, table }: Dynamo, shop: ShopDomain, customers: number): Promise<number> {
  const histories = Array.from({ length: HISTORIES }, (_, index) => historyItems(shop, index));
  let written = 0;
  let next = 0;
  async function write(items: readonly Item[]) {
    const puts = items.map((item) => ({ PutRequest: { Item: item } }));
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
    if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('the table took only a part of a batch');
    written += items.length;
  }
  async function work() {
    let items: Item[] = [];
    while (next < customers) {
      const number = FIRST_NUMBER + next;
      items.push(...itemsOf(shop, number, histories[next % HISTORIES] ?? []));
      next += 1;
      for (; items.length >= BATCH; items = items.slice(BATCH)) await write(items.slice(0, BATCH));
    }
    if (items.length > 0) await write(items);
  }
  await Promise.all(Array.from({ length: WRITERS }, work));
  return written;
}

function historyItems(shop: ShopDomain, index: number): Item[] {
  const customer = customerId(FIRST_NUMBER + index);
  // Most customers buy once, few buy each month.
  const orders = yearOfOrders(1 + Math.floor(MOST_ORDERS * (index / HISTORIES) ** 4));
  const { head, puts } = customerWrite(shop, buildCustomer({ customer, revision: 1, orders }), new Map());
  const decision = withEffects(buildDecision({ number: FIRST_NUMBER + index, customer }), {
    state: 'done',
    attempts: 1,
    attemptedAt: NOW,
  });
  const order = {
    ...newOrderRecord(decision.event.order),
    revision: 1,
    snapshot: buildOrder({ id: decision.event.order, customer }),
    snapshotVersion: buildVersion({ bodyHash: 'f'.repeat(16) }),
    placement: 'decided' as const,
    decision: decision.id,
  };
  return [head, ...puts, orderItem(shop, order), decisionItem(shop, decision, NOW)].map((item) => ({ ...item }));
}

/** The history under the keys of one customer. */
function itemsOf(shop: ShopDomain, number: number, history: readonly Item[]): Item[] {
  const customer = customerPartition(shop, customerId(number));
  return history.map((item) => {
    if ('record' in item) return { ...item, ...orderKey(shop, orderId(number)) };
    if (!('body' in item)) return { ...item, pk: customer };
    const at = NOW - ((number * 7_919_000) % (300 * 86_400_000));
    const id = `${new Date(at).toISOString()}~order.placed~${number}` as DecisionId;
    return { ...item, ...decisionKey(shop, id), customer };
  });
}
