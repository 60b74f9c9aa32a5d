import { html, type Markup } from './html.ts';
import type { ShellShop } from './shell.ts';

export interface PageParts {
  title: string;
  style: string;
  script?: string;
  body: Markup;
}

/** A whole HTML document of the local platform. */
export function page({ title, style, script, body }: PageParts): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="/shell/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${style}">
    ${script ? html`<script type="module" src="${script}"></script>` : null}
  </head>
  <body>${body}</body>
</html>
`;
}

/** The store's name, or a list to choose from when there are several. */
export function shopSwitcher(shops: readonly ShellShop[], selected: string): Markup {
  const current = shops.find(({ domain }) => domain === selected);
  if (shops.length < 2) return html`<span class="shop-name">${current?.name ?? selected}</span>`;
  return html`<label class="shop-name"><span class="visually-hidden">Store</span>
    <select id="shop-switcher">${shops.map((shop) => {
      const marker = shop.domain === selected ? html`selected` : null;
      return html`<option value="${shop.domain}" ${marker}>${shop.name}</option>`;
    })}</select></label>`;
}
