/**
 * Runs in the page before any other script. With third-party storage blocked, merely reading `window.sessionStorage`
 * throws inside the admin's iframe; libraries that only keep a scroll position there would break the page. They get
 * a store that lives as long as the page.
 */
export const storageGuard = `(() => {
  const inMemory = () => {
    const values = new Map();
    return {
      get length() { return values.size; },
      key: (index) => [...values.keys()][index] ?? null,
      getItem: (key) => values.get(String(key)) ?? null,
      setItem: (key, value) => { values.set(String(key), String(value)); },
      removeItem: (key) => { values.delete(String(key)); },
      clear: () => values.clear(),
    };
  };
  for (const name of ['sessionStorage', 'localStorage']) {
    try { window[name].getItem(''); } catch { Object.defineProperty(window, name, { value: inMemory(), configurable: true }); }
  }
})();`;
