import { brandMark } from './brand.ts';
import { html, jsonFor, type Markup } from './html.ts';
import { page, shopSwitcher } from './page.ts';
import type { ShopPageData } from './page-data.ts';
import type { ShellShop } from './shell.ts';

/** The page to shop in as any customer, and to see what the app did to the order. */
export function shopPage(shops: readonly ShellShop[], data: ShopPageData): Markup {
  return page({
    title: `Shop as a customer · ${data.shopName}`,
    style: '/shell/shop.css',
    script: '/shell/shop.js',
    body: html`
      <a class="skip" href="#main">Skip to the order</a>
      <header class="top-bar">
        <span class="brand" aria-hidden="true">${brandMark}</span>
        ${shopSwitcher(shops, data.shop)}
        <a class="to-admin" href="/?shop=${encodeURIComponent(data.shop)}">To the admin</a>
      </header>
      <main id="main">
        <h1>Shop as a customer</h1>
        <p class="lead">Place an order as anyone, then see it as the person who packs it does.</p>
        <p id="problem" class="problem" role="alert" hidden></p>
        <div class="columns">
          ${orderForm}
          <div class="aside">
            ${basket}
            ${packingSlip}
          </div>
        </div>
      </main>
      <script type="application/json" id="page-data">${jsonFor(data)}</script>`,
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

const packingSlip = html`
  <section id="slip" class="slip" aria-labelledby="slip-name" tabindex="-1" hidden>
    <p class="slip-kind">What the packer sees</p>
    <h2 id="slip-name"></h2>
    <p id="slip-status" class="slip-status" role="status" data-state="deciding"></p>
    <h3>Tags</h3>
    <ul id="slip-tags" class="tags"></ul>
    <h3>Note</h3>
    <p id="slip-note" class="slip-note"></p>
    <h3>Why</h3>
    <ul id="slip-reasons" class="reasons"></ul>
    <p id="slip-why"></p>
  </section>`;
