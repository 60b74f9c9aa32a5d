import { showToast } from './toast-view.ts';

const orderPages = /^\/orders(?:\/\d+)?$/;

/** The local platform's page for a page of the admin, `/orders/456`; null for the many it has none for. */
export function storePage(adminPath: string, shop: string): string | null {
  const { pathname } = new URL(adminPath, location.origin);
  return orderPages.test(pathname) ? `${pathname}?${new URLSearchParams({ shop })}` : null;
}

export function showMissingPage(adminPath: string): void {
  const message = `The local platform has no page for ${adminPath}. Shopify’s admin has.`;
  showToast({ type: 'toast', id: 'missing-page', message, isError: true, durationMs: 8_000, action: null }, () => {});
}
