/** Goes to the same page of another store when one is chosen; on a page without a choice it does nothing. */
export function followShopSwitcher(path: '/' | '/shop' | '/orders'): void {
  document.getElementById('shop-switcher')?.addEventListener('change', ({ target }) => {
    location.assign(`${path}?shop=${encodeURIComponent((target as HTMLSelectElement).value)}`);
  });
}
