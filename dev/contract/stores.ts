import { Router } from 'express';
import type { RoutesOptions } from '../platform/routes.ts';
import { getDecisions, getEffects } from './decisions.ts';
import { getPolicy, putPolicy } from './policy.ts';
import { getProfile } from './profile.ts';
import { findShop } from './shop.ts';

/** The routes of one shop, `/dev/stores/{shop}/…`, that ask the app or act for it. A shop never sees another's. */
export function storeRoutes({ services }: RoutesOptions): Router {
  const router = Router();
  router.param('shop', findShop(services));
  router.get('/dev/stores/:shop/policy', getPolicy(services));
  router.put('/dev/stores/:shop/policy', ...putPolicy(services));
  router.get('/dev/stores/:shop/profile', getProfile(services));
  router.get('/dev/stores/:shop/decisions', getDecisions(services));
  router.get('/dev/stores/:shop/effects', getEffects(services));
  return router;
}
