import type { Services } from '../adapters/compose.ts';

declare module '@remix-run/server-runtime' {
  /** What the server that runs the app hands to every loader and action; read it with `servicesOf`. */
  interface AppLoadContext {
    services?: Services;
  }
}
