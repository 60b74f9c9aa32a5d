import type { Channel } from './channel.ts';

const adminScheme = /^shopify:(?:\/\/)?admin(?=\/)/;

/**
 * Hands links to pages of the admin, `<a href="shopify://admin/orders/456" target="_top">`, to the shell.
 * Source: shopify.dev "Navigation API".
 */
export function openAdminLinks(channel: Channel): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href') ?? '';
    if (event.defaultPrevented || !adminScheme.test(href)) return;
    event.preventDefault();
    const isNewTab = link?.target === '_blank' || event.metaKey || event.ctrlKey;
    channel.send({ type: 'open', path: href.replace(adminScheme, ''), isNewTab });
  });
}
