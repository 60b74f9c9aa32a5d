import { describe, expect, test } from 'vitest';
import { html, jsonFor } from '../../../dev/shell/html.ts';
import { noShopPage, shellPage } from '../../../dev/shell/shell-page.ts';
import { shopPage } from '../../../dev/shell/shop-page.ts';

const shops = [
  { domain: 'a.myshopify.com', name: 'Shop A' },
  { domain: 'b.myshopify.com', name: '<Shop> & "B"' },
];
const data = { shop: 'b.myshopify.com', shopName: '<Shop> & "B"', path: '/app', appOrigin: 'http://localhost:1' };

describe('the admin shell', () => {
  test('offers a choice of stores when there are several, and shows where one is', () => {
    const { text } = shellPage(shops, data);
    expect(text).toContain('<option value="b.myshopify.com" selected>&lt;Shop&gt; &amp; &quot;B&quot;</option>');
  });

  test('shows one store’s name without a choice', () => {
    const { text } = shellPage(shops.slice(1), data);
    expect(text).not.toContain('<select');
    expect(text).toContain('&lt;Shop&gt;');
  });

  test('keeps a store’s name from ending the page’s data', () => {
    const { text } = shellPage(shops, { ...data, shopName: '</script><script>' });
    expect(text).not.toContain('"</script><script>"');
  });

  test('says how to install a store when there is none', () => {
    expect(noShopPage('http://localhost:1').text).toContain('http://localhost:1/dev/stores/');
  });
});

test('the page to shop in leads to the admin of the same store', () => {
  expect(shopPage(shops, data).text).toContain('href="/?shop=b.myshopify.com"');
});

test('inserted text is escaped, inserted markup and lists of it are not', () => {
  const item = html`<li>${'<'}</li>`;
  expect(html`<ul>${[item, item]}</ul>${null}`.text).toBe('<ul><li>&lt;</li><li>&lt;</li></ul>');
});

test('page data cannot leave its script element', () => {
  expect(JSON.parse(jsonFor({ a: '</script>' }).text)).toEqual({ a: '</script>' });
  expect(jsonFor({ a: '</script>' }).text).not.toContain('<');
});
