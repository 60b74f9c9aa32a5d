import { brandMark } from './brand.ts';
import { html, jsonFor, type Markup } from './html.ts';
import { page, shopSwitcher } from './page.ts';
import type { ShellPageData } from './page-data.ts';
import type { ShellShop } from './shell.ts';

/** The admin around the app. */
export function shellPage(shops: readonly ShellShop[], data: ShellPageData): Markup {
  return page({
    title: `Concierge · ${data.shopName}`,
    style: '/shell/shell.css',
    script: '/shell/admin.js',
    body: html`
      <a class="skip" href="#main">Skip to the app</a>
      <header class="top-bar">
        <button type="button" id="nav-toggle" class="nav-toggle" aria-expanded="false" aria-controls="side-nav">Menu</button>
        <span class="brand" aria-hidden="true">${brandMark}</span>
        ${shopSwitcher(shops, data.shop)}
        <div id="save-bar" class="save-bar" hidden></div>
      </header>
      <nav id="side-nav" class="side-nav" aria-label="Admin">
        <h2>Store</h2>
        <ul>
          <li><a href="/shop?shop=${encodeURIComponent(data.shop)}">Shop as a customer</a></li>
          <li><a href="/orders?shop=${encodeURIComponent(data.shop)}">Orders</a></li>
        </ul>
        <h2>Apps</h2>
        <p class="app-name">${brandMark} Concierge</p>
        <ul id="app-nav"></ul>
        <p class="note">This page stands in for the Shopify admin. The app in it is the real one.</p>
      </nav>
      <main id="main" class="app" tabindex="-1">
        <div id="loading-bar" class="loading-bar" hidden></div>
        <div class="title-bar">
          <span id="back-slot"></span>
          <p id="page-title" class="page-title">Concierge</p>
          <div id="title-actions" class="title-actions"></div>
        </div>
        <iframe id="app-frame" title="Concierge" allow="clipboard-write"></iframe>
        <div id="app-silent" class="app-silent" role="alert" hidden>
          <h1>The app does not answer</h1>
          <p>
            It is mostly back within seconds, and then opens here by itself. If not, app.log in the data directory says
            why.
          </p>
          <button type="button" id="try-again" class="button primary">Try again</button>
        </div>
      </main>
      <div class="toasts">
        <div id="toasts" role="status"></div>
        <div id="toasts-urgent" role="alert"></div>
      </div>
      <script type="application/json" id="page-data">${jsonFor(data)}</script>`,
  });
}

/**
 * What is shown while no shop has the app installed.
 *
 * @param platformUrl the platform's own address: `http://localhost:4000`
 */
export function noShopPage(platformUrl: string): Markup {
  return page({
    title: 'Concierge · no store yet',
    style: '/shell/shell.css',
    body: html`
      <main class="empty">
        <span class="brand large" aria-hidden="true">${brandMark}</span>
        <h1>No store has Concierge installed</h1>
        <p>Install one, then reload this page:</p>
        <pre><code>curl -X POST -H 'Content-Type: application/json' -d '{}' ${platformUrl}/dev/stores/my-shop.myshopify.com/install</code></pre>
      </main>`,
  });
}
