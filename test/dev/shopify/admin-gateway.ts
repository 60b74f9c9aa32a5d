import { createAdminGateway } from '../../../adapters/shopify/admin.ts';
import { host, type StandIn } from './stand-in.ts';

/** The app's own way to the Admin API of the stand-in. */
export async function gatewayTo(stand: StandIn) {
  const token = await stand.token();
  return createAdminGateway({
    tokens: { token: async () => ({ kind: 'token', token }), replace: async () => ({ kind: 'none' }) },
    fetch: (input, init) => {
      const { pathname } = new URL(String(input));
      const headers = new Headers(init?.headers);
      for (const [name, value] of Object.entries(host)) headers.set(name, value);
      return fetch(`${stand.url}${pathname}`, { ...init, headers });
    },
    nowMs: () => stand.clock.realMs,
    sleep: async (milliseconds) => {
      stand.clock.realMs += milliseconds;
    },
  });
}
