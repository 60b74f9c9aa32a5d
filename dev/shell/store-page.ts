import { brandMark } from './brand.ts';
import { html, jsonFor, type Markup } from './html.ts';
import { page, shopSwitcher } from './page.ts';
import type { StorePageData } from './page-data.ts';
import type { ShellShop } from './shell.ts';

export interface StorePageParts {
  shops: readonly ShellShop[];
  data: StorePageData;
  title: string;
  /** Ways to the store's other pages and to the admin, at the top right. */
  links: { label: string; path: '/' | '/orders' | '/shop' }[];
  script: 'shop' | 'order' | 'orders';
  skipTo: string;
  main: Markup;
}

/** A page of the store, outside the app: under a bar with the store's name and ways to its other pages. */
export function storePage({ shops, data, title, links, script, skipTo, main }: StorePageParts): Markup {
  return page({
    title: `${title} · ${data.shopName}`,
    style: '/shell/shop.css',
    script: `/shell/${script}.js`,
    body: html`
      <a class="skip" href="#main">${skipTo}</a>
      <header class="top-bar">
        <span class="brand" aria-hidden="true">${brandMark}</span>
        ${shopSwitcher(shops, data.shop)}
        <nav class="ways" aria-label="Store">${links.map(
          ({ label, path }) => html`<a href="${path}?shop=${encodeURIComponent(data.shop)}">${label}</a>`,
        )}</nav>
      </header>
      <main id="main">
        ${main}
      </main>
      <script type="application/json" id="page-data">${jsonFor(data)}</script>`,
  });
}
