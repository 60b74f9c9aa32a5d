import type { AfterSaleApi, OrderAfterSale, Shipment, StoreReturn } from './after-sale-api.ts';
import { declineReasons } from './after-sale-words.ts';
import { byId, create } from './dom.ts';
import { field, options } from './field.ts';
import { isWaiting, pause } from './pending-returns.ts';
import { reportProblems } from './problem.ts';
import { returnView } from './return-view.ts';
import { riskButtons, riskText } from './risk-view.ts';
import { heldView, shipmentView, shippingForm } from './shipment-views.ts';

const longestNote = 500;

/** What staff do about an order after it was packed: ship it, and answer those who want to send something back. */
export class AfterSale {
  readonly #api: AfterSaleApi;
  readonly #order: string;
  #drawn = '';

  constructor(api: AfterSaleApi, order: string) {
    this.#api = api;
    this.#order = order;
  }

  /** Draws it and, while a return waits for an answer, what becomes of it: the app may answer too. */
  async show(): Promise<void> {
    while (isWaiting((await this.draw()).returns)) await pause();
  }

  private async draw(): Promise<OrderAfterSale> {
    const state = await this.#api.order(this.#order);
    const text = JSON.stringify(state);
    // Drawn only when it changes: what is being typed stays.
    if (text === this.#drawn) return state;
    this.#drawn = text;
    byId('shipment-state').textContent = shippingText(state);
    byId('shipments').replaceChildren(...state.shipments.map((each) => this.shipment(each, state.timeZone)));
    byId('shipment-actions').replaceChildren(...this.shipping(state));
    byId('risk-state').textContent = riskText(state);
    const act = (work: () => Promise<void>) => this.act('risk', work);
    byId('risk-actions').replaceChildren(...riskButtons(this.#order, state, this.#api, act));
    byId('no-returns').hidden = state.returns.length > 0;
    byId('return-list').replaceChildren(...state.returns.map((each) => this.storeReturn(each)));
    byId('after-sale').hidden = false;
    return state;
  }

  private shipping({ shippable, held }: OrderAfterSale): Node[] {
    if (held !== null) return [heldView(held.reasons, () => this.act('shipment', () => this.#api.release(held.id)))];
    if (shippable === null) return [];
    return [
      shippingForm({
        ship: (details) => this.act('shipment', () => this.#api.ship(shippable, details)),
        hold: (reason) => this.act('shipment', () => this.#api.hold(shippable, reason)),
      }),
    ];
  }

  private shipment(shipment: Shipment, zone: string): Node {
    return shipmentView(shipment, zone, (status) => this.act('shipment', () => this.#api.tell(shipment.id, status)));
  }

  private storeReturn(each: StoreReturn): HTMLElement {
    return each.status === 'REQUESTED' ? returnView(each, this.answers(each)) : returnView(each);
  }

  private answers({ id, name }: StoreReturn): HTMLElement {
    const approve = () => this.act('returns', () => this.#api.approve(id));
    const reason = create('select', {}, ...options(Object.entries(declineReasons)));
    const note = create('input', { type: 'text', maxlength: String(longestNote), autocomplete: 'off' });
    const form = create(
      'form',
      { class: 'answers', 'aria-label': `Answer to return ${name}` },
      create('button', { type: 'button', class: 'button primary', click: approve }, 'Approve'),
      create(
        'fieldset',
        {},
        create('legend', {}, 'Or decline'),
        field('Why', reason),
        field('Note to the customer (optional)', note),
        create('button', { type: 'submit', class: 'button' }, 'Decline'),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.act('returns', () => this.#api.decline(id, reason.value, note.value.trim() || null));
    });
    return form;
  }

  /** The buttons of what is done vanish: the focus goes to the heading of their part. */
  private act(part: 'shipment' | 'returns' | 'risk', work: () => Promise<void>): void {
    const buttons = [...byId('after-sale').querySelectorAll('button')];
    for (const button of buttons) button.disabled = true;
    void reportProblems(async () => {
      await work();
      await this.draw();
      byId(`${part}-title`).focus();
    }).then(() => {
      for (const button of buttons) button.disabled = false;
    });
  }
}

function shippingText({ displayFulfillmentStatus, cancelledAt, shippable, held, shipments }: OrderAfterSale): string {
  if (cancelledAt !== null) return 'The order was canceled: there is nothing to ship.';
  if (shippable !== null || held !== null)
    return shipments.length === 0 ? 'Not shipped yet.' : 'Part of it is not shipped yet.';
  if (shipments.length > 0) return 'All of it was shipped.';
  return displayFulfillmentStatus === 'FULFILLED' ? 'All of it was shipped; the store does not know how.' : '';
}
