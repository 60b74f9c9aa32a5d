import { html, type Markup } from './html.ts';
import { packingSlip } from './packing-slip.ts';
import type { StorePageData } from './page-data.ts';
import { reviewForm } from './review-form.ts';
import type { ShellShop } from './shell.ts';
import { storePage } from './store-page.ts';

/** The page to shop in as any customer, and to see what the app did to the order. */
export function shopPage(shops: readonly ShellShop[], data: StorePageData): Markup {
  return storePage({
    shops,
    data,
    title: 'Shop as a customer',
    links: [
      { label: 'Orders', path: '/orders' },
      { label: 'Admin', path: '/' },
    ],
    script: 'shop',
    skipTo: 'Skip to the order',
    main: html`
        <h1>Shop as a customer</h1>
        <p class="lead">
          Place an order as anyone, then see it as the person who packs it does. Try the same order, one shirt in three
          sizes, as two different people. What was shipped can be sent back, from <a href="#my-orders">the orders so far</a>.
        </p>
        <p id="problem" class="problem" role="alert" hidden></p>
        <div class="columns">
          ${orderForm}
          <div class="aside">
            ${basket}
            ${reviewForm}
            ${packingSlip}
          </div>
        </div>
        ${myOrders}`,
  });
}

const orderForm = html`
  <form id="order">
    <fieldset class="card">
      <legend>1. Who is shopping?</legend>
      <div id="quick-picks" class="choices"></div>
      <label class="search">Someone else <input id="customer-search" type="search" autocomplete="off" placeholder="Search by name"></label>
      <p id="search-status" role="status"></p>
      <div id="search-results" class="choices"></div>
    </fieldset>
    <fieldset class="card">
      <legend>2. What do they buy?</legend>
      <button type="button" id="preset-three-sizes" class="button secondary preset" disabled>One shirt in three sizes</button>
      <p id="no-products" class="none" hidden>This store has no products yet.</p>
      <ul id="products" class="products"></ul>
      <button type="button" id="more-products" class="button plain" hidden></button>
    </fieldset>
  </form>`;

const basket = html`
  <section class="card basket" aria-labelledby="basket-title">
    <h2 id="basket-title">3. The basket</h2>
    <p id="basket-empty" class="none">Empty so far.</p>
    <ul id="basket"></ul>
    <p id="basket-total" class="total" role="status"></p>
    <button type="submit" form="order" id="place-order" class="button primary" disabled>Place the order</button>
  </section>`;

const myOrders = html`
  <section id="my-orders" class="card my-orders" aria-labelledby="my-orders-title">
    <h2 id="my-orders-title" tabindex="-1">My orders</h2>
    <p id="my-orders-status" class="none" role="status"></p>
    <p id="my-orders-said" role="status"></p>
    <ul id="my-orders-list" class="my-orders-list"></ul>
  </section>`;
