import type { RequestParamHandler, Response } from 'express';
import type { Services } from '../../adapters/compose.ts';
import { parseShopDomain } from '../../core/identity.ts';
import type { Shop } from '../../core/shop.ts';
import { fail } from './failure.ts';

/** Finds the shop that a route is about, for `shopOf`; 404 when the app never got to know it. */
export function findShop(services: Services): RequestParamHandler {
  return (_request, response, next, text: string) => {
    const domain = parseShopDomain(text);
    const finding = domain === null ? Promise.resolve(null) : services.shops.find(domain);
    finding.then((shop) => {
      if (shop === null) return fail(response, 404, `the app does not know the shop ${text}`);
      response.locals.shop = shop;
      next();
    }, next);
  };
}

/** The shop that the path of this request names, as the app knows it: the only one that its answer may be about. */
export function shopOf(response: Response): Shop {
  return response.locals.shop as Shop;
}
