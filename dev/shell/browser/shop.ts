/** The page to shop in as any customer, and to see what the app did to the order. */
import type { ShopPageData } from '../page-data.ts';
import { Basket } from './basket.ts';
import { BuyerChoice } from './buyer-choice.ts';
import { drawCatalogue } from './catalogue.ts';
import { byId, readPageData } from './dom.ts';
import { watchOrder } from './packing-slip.ts';
import { storeApi } from './store-api.ts';

const { shop } = readPageData<ShopPageData>();
const api = storeApi(shop);

async function start(): Promise<void> {
  const [catalogue, customers] = await Promise.all([api.catalogue(), api.customers()]);
  const submit = byId<HTMLButtonElement>('place-order');
  const parts: { basket?: Basket; choice?: BuyerChoice } = {};
  const allowSubmit = () => {
    submit.disabled = parts.choice?.buyer === undefined || parts.basket?.isEmpty !== false;
  };
  const basket = new Basket(catalogue.currency, allowSubmit);
  const choice = new BuyerChoice(catalogue.currency, customers, allowSubmit);
  Object.assign(parts, { basket, choice });
  allowSubmit();
  drawCatalogue(catalogue, basket);

  byId<HTMLFormElement>('order').addEventListener('submit', (event) => {
    event.preventDefault();
    const { buyer } = choice;
    if (!buyer || basket.isEmpty) return;
    submit.disabled = true;
    void reportProblems(async () => {
      await watchOrder(api, shop, await api.placeOrder({ buyer, lines: basket.lines() }));
    }).then(allowSubmit);
  });
}

async function reportProblems(work: () => Promise<void>): Promise<void> {
  const problem = byId('problem');
  problem.hidden = true;
  try {
    await work();
  } catch (error) {
    problem.hidden = false;
    problem.textContent = error instanceof Error ? error.message : String(error);
  }
}

document.getElementById('shop-switcher')?.addEventListener('change', ({ target }) => {
  location.assign(`/shop?shop=${encodeURIComponent((target as HTMLSelectElement).value)}`);
});

void reportProblems(start);
