import express, { type RequestHandler } from 'express';
import * as z from 'zod';
import { parseShopDomain } from '../../core/identity.ts';
import { FAULT_KINDS, FAULT_TARGETS, type Fault, type Faults } from '../platform/faults.ts';
import { fail } from './failure.ts';

const RATE = 'rate must be a number from 0 to 1';
const COUNT = 'count must be a whole number of at least 1';

const BodySchema = z
  .strictObject({
    target: z.enum(FAULT_TARGETS, { error: `target must be one of ${FAULT_TARGETS.join(', ')}` }),
    kind: z.enum(FAULT_KINDS, { error: `kind must be one of ${FAULT_KINDS.join(', ')}` }),
    rate: z.number({ error: RATE }).min(0, RATE).max(1, RATE).default(1),
    seed: z.int({ error: 'seed must be a whole number' }).default(1),
    count: z.int({ error: COUNT }).min(1, COUNT).nullable().default(null),
    shop: z
      .string()
      .refine((text) => parseShopDomain(text) !== null, 'shop must be a domain such as a.myshopify.com')
      .nullable()
      .default(null),
  })
  .refine(({ target, kind }) => kind !== 'transaction_conflict' || target === 'dynamodb', {
    error: 'transaction_conflict makes sense of dynamodb only',
  })
  .refine(({ target, shop }) => shop === null || target === 'admin_api', {
    error: 'shop makes sense of admin_api only',
  }) satisfies z.ZodType<Fault>;

/** `GET /dev/faults`: what goes wrong on purpose, and how many calls each struck so far. */
export function getFaults(faults: Faults): RequestHandler {
  return (_request, response) => void response.json(faults.active());
}

/**
 * `POST /dev/faults {"target", "kind", "rate", "seed", "count", "shop"}` adds one; `{}` clears all. Answers with all
 * that are active. They outlive the worker's restarts, not the platform's.
 */
export function postFaults(faults: Faults): RequestHandler[] {
  return [
    express.json({ type: () => true }),
    (request, response) => {
      if (isEmpty(request.body)) {
        faults.clear();
        return void response.json(faults.active());
      }
      const body = BodySchema.safeParse(request.body);
      if (!body.success) return fail(response, 400, body.error.issues.map((issue) => issue.message).join('; '));
      faults.add(body.data);
      response.json(faults.active());
    },
  ];
}

function isEmpty(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0;
}
