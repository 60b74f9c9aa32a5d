/**
 * `--import` preload of the worker and the app in development: production code runs unchanged, its requests to
 * `https://<shop>.myshopify.com/...` go to the local platform with the shop in `x-emulated-host`, and any other host
 * beyond this machine is refused, so that nothing leaves it by mistake.
 *
 * It works on undici's global dispatcher because Remix replaces `globalThis.fetch`.
 */
import { type Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { isLoopbackHost } from './platform/loopback.ts';

const platformUrl = process.env.CONCIERGE_PLATFORM_URL;
if (platformUrl === undefined) {
  throw new Error('dev/preload.ts needs CONCIERGE_PLATFORM_URL, the address of the local platform.');
}
const platformOrigin = new URL(platformUrl).origin;

setGlobalDispatcher(getGlobalDispatcher().compose(routeToPlatform));

function routeToPlatform(dispatch: Dispatcher.Dispatch): Dispatcher.Dispatch {
  return (options, handler) => {
    const host = new URL(String(options.origin)).hostname;
    if (isLoopbackHost(host)) return dispatch(options, handler);
    if (!host.endsWith('.myshopify.com')) {
      throw new Error(`The local platform refuses to reach ${host}: it works without the internet.`);
    }
    const headers = withHeader(options.headers, 'x-emulated-host', host);
    return dispatch({ ...options, origin: platformOrigin, headers }, handler);
  };
}

/** undici takes headers as a flat list, as pairs, or as a record; fetch and request use different ones. */
function withHeader(headers: Dispatcher.DispatchOptions['headers'], name: string, value: string): string[] {
  return [...flatHeaders(headers), name, value];
}

function flatHeaders(headers: Dispatcher.DispatchOptions['headers']): string[] {
  if (headers === undefined || headers === null) return [];
  if (Array.isArray(headers)) return headers.flat().map(String);
  const pairs = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return pairs.flatMap(([name, value]) => [value].flat().flatMap((one) => (one == null ? [] : [name, String(one)])));
}
