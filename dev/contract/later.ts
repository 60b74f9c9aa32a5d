import { Router } from 'express';
import { fail } from './failure.ts';

/** The contract's routes that come with a later part of the product: they say so rather than be missing. */
export function laterRoutes(): Router {
  const router = Router();
  const later = (what: string) => (_request: unknown, response: Parameters<typeof fail>[0]) =>
    fail(response, 501, `${what} comes with a later issue`);
  router.all('/dev/messages', later('the list of messages sent'));
  router.all('/dev/faults', later('the injection of faults'));
  router.all('/dev/stores/:shop/parked', later('the list of parked deliveries'));
  router.all('/dev/stores/:shop/parked/:id/replay', later('the replay of parked deliveries'));
  return router;
}
