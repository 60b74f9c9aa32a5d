/**
 * Runs in every frame before its own scripts. Chromium's headless build has no content settings, so a browser that
 * blocks third-party storage is reproduced: in a frame of another site than the page's, reading `sessionStorage`
 * or `localStorage` throws the very error that Chrome throws, and no cookie is kept.
 */
export function blockStorageInCrossSiteFrames(): void {
  // Sites here are this machine's names: `localhost` and `127.0.0.1` are two, ports do not matter.
  const ancestors = [...(location.ancestorOrigins ?? [])];
  const isCrossSite = ancestors.some((origin) => new URL(origin).hostname !== location.hostname);
  if (!isCrossSite) return;
  for (const name of ['sessionStorage', 'localStorage'] as const) {
    Object.defineProperty(window, name, {
      configurable: true,
      get() {
        const reason = `Failed to read the '${name}' property from 'Window': Access is denied for this document.`;
        throw new DOMException(reason, 'SecurityError');
      },
    });
  }
  Object.defineProperty(Document.prototype, 'cookie', { configurable: true, get: () => '', set: () => undefined });
}
