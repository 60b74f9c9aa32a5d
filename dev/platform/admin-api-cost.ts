import type { RequestHandler } from 'express';
import type { Counters } from './stats.ts';

/** Counts the Admin API requests that the app makes and the cost that each answer states (“API limits”: GraphQL). */
export function countAdminApiCost(counters: Counters): RequestHandler {
  return (request, response, next) => {
    if (request.headers['x-emulated-host'] === undefined || !request.path.endsWith('/graphql.json')) return next();
    const sendJson = response.json.bind(response);
    response.json = (body: { extensions?: { cost?: { actualQueryCost?: number | null } } } | undefined) => {
      counters.add({ 'adminApi.requests': 1, 'adminApi.cost': body?.extensions?.cost?.actualQueryCost ?? 0 });
      return sendJson(body);
    };
    next();
  };
}
