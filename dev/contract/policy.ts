import express, { type RequestHandler } from 'express';
import type { Services } from '../../adapters/compose.ts';
import type { Shop } from '../../core/shop.ts';
import { type PublishResult, publishPolicy } from '../../core/use-cases/publish-policy.ts';
import { fail, route } from './failure.ts';
import { shopOf } from './shop.ts';

const AUTHOR = 'dev-contract';

/** `GET /dev/stores/{shop}/policy`: the running policy. */
export function getPolicy(services: Services): RequestHandler {
  return route(async (_request, response) => {
    const { domain, policyVersion } = shopOf(response);
    response.json(await services.policies.version(domain, policyVersion));
  });
}

/**
 * `PUT /dev/stores/{shop}/policy`: publishes a new version, validated as in the app. Takes what GET gives (the version,
 * time and author in it are set anew, its note is left out) or the draft alone. 422 says what is wrong and where, 409 that another version
 * was published in the same moment.
 */
export function putPolicy(services: Services): RequestHandler[] {
  return [
    express.json({ limit: '1mb' }),
    route(async (request, response) => {
      const shop = shopOf(response);
      const now = services.clock.now().getTime();
      const draft = withoutPublication(request.body);
      const result = await publishNext(services, shop, draft, now);
      switch (result.kind) {
        case 'published':
          return void response.json(result.policy);
        case 'invalid':
          return void response.status(422).json({ error: 'the policy is not valid', problems: result.problems });
        case 'outdated':
          return fail(response, 409, `version ${result.running} was published in the same moment: try again`);
        default:
          result satisfies never;
      }
    }),
  ];
}

const MAX_TRIES = 10;

/** A caller here names no version to build on: it comes after whatever runs, also when several publish at once. */
async function publishNext(services: Services, shop: Shop, draft: unknown, now: number): Promise<PublishResult> {
  let result = await publishPolicy(services, shop, draft, shop.policyVersion, AUTHOR, now);
  for (let tries = 1; result.kind === 'outdated' && tries < MAX_TRIES; tries += 1) {
    result = await publishPolicy(services, shop, draft, result.running, AUTHOR, now);
  }
  return result;
}

/** What publishing sets itself. Anything else unknown in the body is for the validation to refuse. */
function withoutPublication(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const {
    version: _version,
    publishedAt: _publishedAt,
    author: _author,
    note: _note,
    ...draft
  } = body as Record<string, unknown>;
  return draft;
}
