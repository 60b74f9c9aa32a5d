import { html } from './html.ts';

/** What staff do about an order after it was packed; filled by its script. */
export const afterSale = html`
  <div id="after-sale" class="after-sale" hidden>
    <section class="card" aria-labelledby="shipment-title">
      <h2 id="shipment-title" tabindex="-1">Shipment</h2>
      <p id="shipment-state" role="status"></p>
      <ul id="shipments"></ul>
      <div id="shipment-actions" class="shipment-actions"></div>
    </section>
    <section class="card" aria-labelledby="risk-title">
      <h2 id="risk-title" tabindex="-1">Fraud risk and disputes</h2>
      <p id="risk-state" role="status"></p>
      <div id="risk-actions" class="shipment-actions"></div>
    </section>
    <section class="card" aria-labelledby="returns-title">
      <h2 id="returns-title" tabindex="-1">Returns</h2>
      <p id="no-returns" class="none">Nobody has asked to send anything back.</p>
      <ul id="return-list" aria-live="polite"></ul>
    </section>
  </div>`;
