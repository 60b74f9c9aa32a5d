import { afterSale } from './after-sale.ts';
import { html, type Markup } from './html.ts';
import { packingSlip } from './packing-slip.ts';
import type { OrderPageData, StorePageData } from './page-data.ts';
import type { ShellShop } from './shell.ts';
import { storePage } from './store-page.ts';

/** The newest orders; stands in for the admin's `/orders`. */
export function ordersPage(shops: readonly ShellShop[], data: StorePageData): Markup {
  return storePage({
    shops,
    data,
    title: 'Orders',
    links: [
      { label: 'Shop', path: '/shop' },
      { label: 'Admin', path: '/' },
    ],
    script: 'orders',
    skipTo: 'Skip to the orders',
    main: html`
        <h1>Orders</h1>
        <p class="lead">The newest ones, with the tags that packers and filters go by.</p>
        <p id="problem" class="problem" role="alert" hidden></p>
        <p id="no-orders" class="none" hidden>
          This store has no orders yet. <a href="/shop?shop=${encodeURIComponent(data.shop)}">Place the first one</a>
        </p>
        <ul id="orders" class="orders"></ul>`,
  });
}

/** One order as it is in the store now; stands in for the admin's `/orders/123`. */
export function orderPage(shops: readonly ShellShop[], data: OrderPageData): Markup {
  return storePage({
    shops,
    data,
    title: 'Order',
    links: [
      { label: 'Orders', path: '/orders' },
      { label: 'Admin', path: '/' },
    ],
    script: 'order',
    skipTo: 'Skip to the order',
    main: html`
        <h1 class="visually-hidden">Order</h1>
        <p id="problem" class="problem" role="alert" hidden></p>
        <div class="single">${packingSlip}${afterSale}</div>`,
  });
}
