import type { RequestHandler, Response } from 'express';
import { assertNever } from '../../core/assert-never.ts';
import type { Faults } from './faults.ts';

/** Lets the Admin API fail as it was told to, for the calls that the app makes. */
export function breakAdminApi(faults: Faults, crashWorker: () => void): RequestHandler {
  return (request, response, next) => {
    const shop = request.headers['x-emulated-host'];
    if (shop === undefined || !request.path.endsWith('/graphql.json')) return next();
    const strike = faults.strike({ target: 'admin_api', shop: String(shop) });
    if (strike === null) return next();
    // The caller sees the same as when it waited in vain, only sooner: nobody knows what came of the call.
    const cut = () => void request.socket.destroy();
    switch (strike.kind) {
      case 'timeout_before':
        return cut();
      case 'timeout_after_apply':
        insteadOfAnswer(response, cut);
        return next();
      case 'throttled':
        return void response.json(THROTTLED);
      case 'http_500':
        return void response.status(500).json({ errors: 'Internal Server Error' });
      case 'crash_worker': {
        const crash = () => {
          crashWorker();
          cut();
        };
        if (!strike.applies) return crash();
        insteadOfAnswer(response, crash);
        return next();
      }
      case 'transaction_conflict':
        throw new Error('the Admin API has no transactions');
      default:
        return assertNever(strike.kind);
    }
  };
}

function insteadOfAnswer(response: Response, act: () => void): void {
  response.json = () => {
    act();
    return response;
  };
}

/** As another app's call had emptied the bucket just now. Source: Shopify's page "API limits". */
const THROTTLED = {
  errors: [
    {
      message: 'Throttled',
      extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
    },
  ],
  extensions: {
    cost: {
      requestedQueryCost: 10,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 100 },
    },
  },
};
