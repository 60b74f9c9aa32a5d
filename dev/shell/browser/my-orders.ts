import type { AfterSaleApi, CustomerOrders, PastOrder, ReturnRequest } from './after-sale-api.ts';
import { inWords, itemName, pieces, shipmentState } from './after-sale-words.ts';
import { byId, create } from './dom.ts';
import { timeIn } from './order-date.ts';
import { isWaiting, pause } from './pending-returns.ts';
import { reportProblems } from './problem.ts';
import { returnForm } from './return-form.ts';
import { returnView, stateChip } from './return-view.ts';

/** Whose orders to show: those of a customer, or why there are none. */
export type Owner = { kind: 'customer'; id: string } | { kind: 'nobody'; why: string };

interface Card {
  element: HTMLElement;
  update(order: PastOrder): void;
}

/** The orders that the chosen customer placed before, and the ways to send something back. */
export class MyOrders {
  readonly #api: AfterSaleApi;
  #cards = new Map<string, Card>();
  /** Counts the calls of show: what an earlier one still reads is not drawn. */
  #round = 0;

  constructor(api: AfterSaleApi) {
    this.#api = api;
  }

  /** Draws the orders and, while a return waits for an answer, what becomes of it. */
  async show(owner: Owner): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.clear(owner.kind === 'nobody' ? owner.why : 'Looking up the orders …');
    if (owner.kind === 'nobody') return;
    let found = await this.#api.ordersOf(owner.id);
    if (round !== this.#round) return;
    this.draw(found, owner);
    while (found.orders.some(({ returns }) => isWaiting(returns.nodes))) {
      await pause();
      if (round !== this.#round) return;
      found = await this.#api.ordersOf(owner.id);
      if (round !== this.#round) return;
      for (const order of found.orders) this.#cards.get(order.id)?.update(order);
    }
  }

  private clear(status: string): void {
    this.#cards = new Map();
    byId('my-orders-list').replaceChildren();
    byId('my-orders-status').textContent = status;
  }

  private draw({ name, orders, timeZone }: CustomerOrders, owner: Owner): void {
    const newest = orders.length === 1 ? 'The one order' : `The ${orders.length} newest orders`;
    byId('my-orders-status').textContent =
      orders.length === 0 ? `${name} has ordered nothing yet.` : `${newest} of ${name}.`;
    this.#cards = new Map(orders.map((order) => [order.id, this.card(order, timeZone, owner)]));
    byId('my-orders-list').replaceChildren(...[...this.#cards.values()].map(({ element }) => element));
  }

  private card(order: PastOrder, timeZone: string, owner: Owner): Card {
    const heading = create('h3', { tabindex: '-1' }, `Order ${order.name}`);
    const state = create('p', {});
    const returns = create('ul', { class: 'returns' });
    const way = create('div', { class: 'way' });
    const items = order.lineItems.nodes.map((item) =>
      create(
        'li',
        { class: item.currentQuantity === 0 ? 'removed' : '' },
        `${item.currentQuantity} × ${itemName(item)}`,
      ),
    );
    const placed = create('small', {}, timeIn(timeZone, order.createdAt));
    const element = create(
      'li',
      { class: 'past-order' },
      heading,
      placed,
      state,
      create('ul', { class: 'items' }, ...items),
      returns,
      way,
    );
    let drawn = '';
    const update = (now: PastOrder) => {
      // Drawn only when it changes: a screen reader and the focus stay where they are.
      if (drawn === JSON.stringify(now)) return;
      drawn = JSON.stringify(now);
      state.replaceChildren(stateChip(...orderState(now)));
      returns.replaceChildren(...now.returns.nodes.map((each) => returnView(each)));
    };
    update(order);
    if (order.fulfillments.length > 0) this.offerReturn(order, way, owner);
    return { element, update };
  }

  private offerReturn(order: PastOrder, way: HTMLElement, owner: Owner): void {
    const label = `Ask to return items of order ${order.name}`;
    const ask = create('button', { type: 'button', class: 'button', 'aria-label': label }, 'Ask to return');
    const problem = create('p', { class: 'problem', role: 'alert', hidden: true });
    const close = () => {
      way.replaceChildren(ask, problem);
      ask.focus();
    };
    const open = async () => {
      const items = await this.#api.returnable(order.id);
      if (items.length === 0) throw new Error('Nothing of this order is left to send back.');
      const form = returnForm({ order, items, send: (request) => this.send(request, order, owner), cancel: close });
      way.replaceChildren(form);
      form.querySelector('select')?.focus();
    };
    ask.addEventListener('click', () => void reportProblems(open, problem));
    way.replaceChildren(ask, problem);
  }

  private async send(request: ReturnRequest, order: PastOrder, owner: Owner): Promise<void> {
    await this.#api.requestReturn(request);
    const count = request.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    void reportProblems(() => this.show(owner));
    byId('my-orders-said').textContent = `Asked to return ${pieces(count)} of order ${order.name}.`;
    byId('my-orders-title').focus();
  }
}

function orderState({ cancelledAt, displayFulfillmentStatus: status, fulfillments }: PastOrder): [string, string] {
  if (cancelledAt !== null) return ['canceled', 'Canceled'];
  if (status === 'UNFULFILLED') return ['waiting', 'Not shipped yet'];
  const [first, ...others] = new Set(fulfillments.map(({ displayStatus }) => displayStatus));
  if (status !== 'FULFILLED') return ['waiting', inWords(status)];
  return first === undefined || others.length > 0
    ? ['shipped', 'Shipped']
    : [first.toLowerCase(), shipmentState(first)];
}
