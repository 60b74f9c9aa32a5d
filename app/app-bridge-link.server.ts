import { appConfig } from './shopify.server.ts';

/** The platform library always lets browsers preload App Bridge from its CDN; a configured address takes its place. */
export function pointToAppBridge(headers: Headers): void {
  const { appBridgeUrl } = appConfig().shopify;
  if (appBridgeUrl && headers.has('Link')) headers.set('Link', `<${appBridgeUrl}>; rel="preload"; as="script";`);
}
