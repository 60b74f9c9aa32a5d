import type { Channel } from './channel.ts';

/** What the admin adds to the app's address when it embeds it; no part of the page's own address. */
const embeddingParameters = ['embedded', 'hmac', 'host', 'id_token', 'locale', 'session', 'shop', 'timestamp'];

/** Tells the shell where in the app the user is, so that the address bar can be shared and reloaded. */
export function reportRoute(channel: Channel): void {
  let reported: string | undefined;
  const report = () => {
    const url = new URL(location.href);
    for (const name of embeddingParameters) url.searchParams.delete(name);
    const path = url.pathname + url.search;
    if (path === reported) return;
    reported = path;
    channel.send({ type: 'route', path });
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history);
    history[name] = (...values) => {
      original(...values);
      report();
    };
  }
  window.addEventListener('popstate', report);
  report();
}
