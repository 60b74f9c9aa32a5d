import type { Shipment, ShippingDetails } from './after-sale-api.ts';
import { carrierNews, holdReasons, inWords, pieces, shipmentState } from './after-sale-words.ts';
import { create } from './dom.ts';
import { field, options } from './field.ts';
import { timeIn } from './order-date.ts';
import { stateChip } from './return-view.ts';

/** A shipment with what is known of it, and a way to say what its carrier tells. */
export function shipmentView(shipment: Shipment, zone: string, tell: (status: string) => void): HTMLElement {
  const { name, displayStatus, createdAt, deliveredAt, estimatedDeliveryAt, totalQuantity, trackingInfo } = shipment;
  const when = deliveredAt === null ? '' : `, delivered ${timeIn(zone, deliveredAt)}`;
  const number = trackingInfo[0]?.number ?? null;
  const promise = estimatedDeliveryAt === null ? '' : `, promised for ${timeIn(zone, estimatedDeliveryAt)}`;
  return create(
    'li',
    { class: 'shipment' },
    create('p', {}, stateChip(displayStatus.toLowerCase(), shipmentState(displayStatus)), create('small', {}, name)),
    create('p', {}, `${pieces(totalQuantity)}, sent ${timeIn(zone, createdAt)}${promise}${when}`),
    number !== null && create('p', {}, create('small', {}, `Tracking number ${number}`)),
    deliveredAt === null && newsForm(name, tell),
  );
}

function newsForm(name: string, tell: (status: string) => void): HTMLElement {
  const news = create('select', {}, ...options(Object.entries(carrierNews)));
  const form = create(
    'form',
    { class: 'answers', 'aria-label': `What the carrier tells of ${name}` },
    create(
      'button',
      {
        type: 'button',
        class: 'button',
        'aria-label': `Mark as delivered: ${name}`,
        click: () => tell('DELIVERED'),
      },
      'Mark as delivered',
    ),
    create(
      'fieldset',
      {},
      create('legend', {}, 'Or tell what the carrier says'),
      field('News', news),
      create('button', { type: 'submit', class: 'button' }, 'Tell'),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    tell(news.value);
  });
  return form;
}

interface ShippingActs {
  ship: (details: ShippingDetails) => void;
  hold: (reason: string) => void;
}

/** Ships what is open, with a tracking number and a promise where wanted, or puts it on hold. */
export function shippingForm({ ship, hold }: ShippingActs): HTMLElement {
  const tracking = create('input', { type: 'text', maxlength: '60', autocomplete: 'off' });
  const promisedOn = create('input', { type: 'date' });
  const reason = create('select', {}, ...options(Object.entries(holdReasons)));
  const form = create(
    'form',
    { class: 'answers', 'aria-label': 'Shipping' },
    field('Tracking number (optional)', tracking),
    field('Promised for (optional)', promisedOn),
    create('button', { type: 'submit', class: 'button primary' }, 'Ship the order'),
    create(
      'fieldset',
      {},
      create('legend', {}, 'Or keep it here'),
      field('Why', reason),
      create('button', { type: 'button', class: 'button', click: () => hold(reason.value) }, 'Put on hold'),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ship({ tracking: tracking.value.trim() || null, promisedOn: promisedOn.value || null });
  });
  return form;
}

/** Why it is on hold, and a way to let it go on. */
export function heldView(reasons: readonly string[], release: () => void): HTMLElement {
  const why = reasons.map((reason) => holdReasons[reason] ?? inWords(reason)).join(', ');
  return create(
    'div',
    {},
    create('p', {}, `On hold: ${why}.`),
    create('button', { type: 'button', class: 'button', click: release }, 'Release the hold'),
  );
}
