import { Router } from 'express';
import type { RoutesOptions } from '../platform/routes.ts';
import { getDecisions, getEffects } from './decisions.ts';
import { getParked, postReplay, postReplayAll } from './parked.ts';
import { postPerks } from './perks.ts';
import { getPolicy, putPolicy } from './policy.ts';
import { getProfile } from './profile.ts';
import { findShop } from './shop.ts';
import { getSweeps } from './sweeps.ts';

/** The routes of one shop, `/dev/stores/{shop}/…`, that ask the app or act for it. A shop never sees another's. */
export function storeRoutes({ services }: RoutesOptions): Router {
  const router = Router();
  router.param('shop', findShop(services));
  router.get('/dev/stores/:shop/policy', getPolicy(services));
  router.put('/dev/stores/:shop/policy', ...putPolicy(services));
  router.get('/dev/stores/:shop/profile', getProfile(services));
  router.get('/dev/stores/:shop/decisions', getDecisions(services));
  router.get('/dev/stores/:shop/effects', getEffects(services));
  router.get('/dev/stores/:shop/parked', getParked(services));
  router.post('/dev/stores/:shop/parked/replay', postReplayAll(services));
  router.post('/dev/stores/:shop/parked/:id/replay', postReplay(services));
  router.post('/dev/stores/:shop/perks', ...postPerks(services));
  router.get('/dev/stores/:shop/sweeps', getSweeps(services));
  return router;
}
