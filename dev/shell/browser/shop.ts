/** The page to shop in as any customer, and to see what the app did to the order. */
import type { StorePageData } from '../page-data.ts';
import { afterSaleApi } from './after-sale-api.ts';
import { Basket } from './basket.ts';
import { BuyerChoice } from './buyer-choice.ts';
import { drawCatalogue } from './catalogue.ts';
import { byId, readPageData } from './dom.ts';
import { MyOrders, type Owner } from './my-orders.ts';
import { watchOrder } from './packing-slip.ts';
import { reportProblems } from './problem.ts';
import { ReviewForm } from './review.ts';
import { followShopSwitcher } from './shop-switcher.ts';
import { type Buyer, storeApi } from './store-api.ts';

const { shop } = readPageData<StorePageData>();
const api = storeApi(shop);
const myOrders = new MyOrders(afterSaleApi(shop));

async function start(): Promise<void> {
  const [catalogue, customers] = await Promise.all([api.catalogue(), api.customers()]);
  const submit = byId<HTMLButtonElement>('place-order');
  const parts: { basket?: Basket; choice?: BuyerChoice } = {};
  const allowSubmit = () => {
    submit.disabled = parts.choice?.buyer === undefined || parts.basket?.isEmpty !== false;
  };
  const basket = new Basket(catalogue.currency, allowSubmit);
  const review = new ReviewForm(api, shop);
  const showOrders = (owner: Owner) => void reportProblems(() => myOrders.show(owner));
  const choice = new BuyerChoice(catalogue.currency, customers, (buyer) => {
    allowSubmit();
    void reportProblems(() => review.offer(buyer));
    showOrders(ownerOf(buyer));
  });
  Object.assign(parts, { basket, choice });
  allowSubmit();
  drawCatalogue(catalogue, basket);

  byId<HTMLFormElement>('order').addEventListener('submit', (event) => {
    event.preventDefault();
    const { buyer } = choice;
    if (!buyer || basket.isEmpty) return;
    submit.disabled = true;
    void reportProblems(async () => {
      const order = await api.placeOrder({ buyer, lines: basket.lines() });
      basket.clear();
      showSlip();
      if (order.customer) showOrders({ kind: 'customer', id: order.customer.id });
      await review.offer(buyer);
      await watchOrder(api, shop, order, 'new');
    }).then(allowSubmit);
  });
}

function ownerOf(buyer: Buyer): Owner {
  switch (buyer.kind) {
    case 'known':
      return { kind: 'customer', id: buyer.id };
    case 'new':
      return { kind: 'nobody', why: `${buyer.name} has ordered nothing yet.` };
    case 'guest':
      return { kind: 'nobody', why: 'A guest has no account in which to look orders up.' };
  }
}

function showSlip(): void {
  const slip = byId('slip');
  slip.hidden = false;
  slip.focus({ preventScroll: true });
  // On a narrow screen it is below all else, on a wide one beside the top of the page.
  const isBelow = window.matchMedia('(max-width: 860px)').matches;
  (isBelow ? slip : document.body).scrollIntoView();
}

followShopSwitcher('/shop');
void reportProblems(start);
