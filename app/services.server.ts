import type { AppLoadContext } from '@remix-run/node';
import './load-context.ts';
import { compose, type Services } from '../adapters/compose.ts';
import { appConfig } from './shopify.server.ts';

let ownServices: Services | undefined;

/** What the server that runs the app hands in. In the cloud nobody does: the process composes once for itself. */
export function servicesOf({ services }: AppLoadContext): Services {
  if (services) return services;
  ownServices ??= compose({ config: appConfig() });
  return ownServices;
}
