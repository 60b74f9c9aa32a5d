/** The newest orders of the store. */
import type { StorePageData } from '../page-data.ts';
import { returnStates } from './after-sale-words.ts';
import { byId, create, readPageData } from './dom.ts';
import { formatMoney } from './money.ts';
import { orderDate } from './order-date.ts';
import { reportProblems } from './problem.ts';
import { stateChip } from './return-view.ts';
import { followShopSwitcher } from './shop-switcher.ts';
import { type StoreOrder, storeApi } from './store-api.ts';

const { shop } = readPageData<StorePageData>();

function orderItem({ id, name, createdAt, customer, total, currency, tags, returnStatus }: StoreOrder): HTMLElement {
  const href = `/orders/${id.split('/').at(-1)}?${new URLSearchParams({ shop })}`;
  return create(
    'li',
    { class: 'order' },
    create('a', { href }, name),
    create('span', { class: 'order-date' }, orderDate(createdAt)),
    create('span', { class: 'order-customer' }, customer?.name ?? 'Guest'),
    create('span', { class: 'order-total' }, formatMoney(total ?? '0', currency)),
    create(
      'span',
      { class: 'tags' },
      returnStatus === 'RETURN_REQUESTED' && stateChip('requested', returnStates.REQUESTED),
      ...tags.map((tag) => create('span', { class: 'tag' }, tag)),
    ),
  );
}

followShopSwitcher('/orders');
void reportProblems(async () => {
  const orders = await storeApi(shop).orders();
  byId('no-orders').hidden = orders.length > 0;
  byId('orders').replaceChildren(...orders.map(orderItem));
});
