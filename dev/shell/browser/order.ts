/** The page of one order, as it is in the store now. */
import type { OrderPageData } from '../page-data.ts';
import { AfterSale } from './after-sale.ts';
import { afterSaleApi } from './after-sale-api.ts';
import { byId, readPageData } from './dom.ts';
import { watchOrder } from './packing-slip.ts';
import { reportProblems } from './problem.ts';
import { followShopSwitcher } from './shop-switcher.ts';
import { storeApi } from './store-api.ts';

const { shop, shopName, order: id } = readPageData<OrderPageData>();
const api = storeApi(shop);
const gid = `gid://shopify/Order/${id}`;

// An order is of one store: another one's has another number.
followShopSwitcher('/orders');
void reportProblems(async () => {
  const order = await api.order(gid);
  document.title = `Order ${order.name} · ${shopName}`;
  byId('slip').hidden = false;
  void reportProblems(() => new AfterSale(afterSaleApi(shop), gid).show());
  await watchOrder(api, shop, order, 'known');
});
