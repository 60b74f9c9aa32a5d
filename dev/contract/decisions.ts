import type { Request, RequestHandler } from 'express';
import type { Services } from '../../adapters/compose.ts';
import type { Decision } from '../../core/decide.ts';
import { EFFECT_STATES } from '../../core/effects.ts';
import { subjectOf } from '../../core/event.ts';
import { gid, parseGid, type ShopDomain } from '../../core/identity.ts';
import type { DecisionQuery, Ledger } from '../../core/ports.ts';
import { explainOutcome } from '../../core/words/reasons.ts';
import { iso, toEffectRow } from './effect-row.ts';
import { fail, route } from './failure.ts';
import { shopOf } from './shop.ts';

const PAGE = 100;

/** `GET /dev/stores/{shop}/decisions?customer=&order=`: one row per rule outcome, newest decision first. */
export function getDecisions(services: Services): RequestHandler {
  return route(async (request, response) => {
    const filter = readFilter(request);
    if (typeof filter === 'string') return fail(response, 400, filter);
    const decisions = await readAll(services.ledger, shopOf(response).domain, filter);
    response.json(decisions.flatMap(toRows));
  });
}

/** `GET /dev/stores/{shop}/effects?state=`: every effect of every decision, those of the newest decision first. */
export function getEffects(services: Services): RequestHandler {
  return route(async (request, response) => {
    const { state } = request.query;
    const asked = state === undefined ? undefined : EFFECT_STATES.find((known) => known === state);
    if (state !== undefined && asked === undefined) {
      return fail(response, 400, `state must be one of ${EFFECT_STATES.join(', ')}`);
    }
    const decisions = await readAll(services.ledger, shopOf(response).domain, {});
    const effects = decisions.flatMap(({ id, effects }) =>
      effects.map((effect) => ({ ...toEffectRow(effect), decision: id })),
    );
    response.json(effects.filter((effect) => asked === undefined || effect.state === asked));
  });
}

type Filter = Pick<DecisionQuery, 'customer' | 'order'>;

/** The filter, or what is wrong with it. Ids are gids or their numbers. */
function readFilter({ query }: Request): Filter | string {
  const { customer, order } = query;
  const customerId = customer === undefined ? undefined : readId('Customer', String(customer));
  const orderId = order === undefined ? undefined : readId('Order', String(order));
  if (customerId === null) return 'customer must be an id such as gid://shopify/Customer/1';
  if (orderId === null) return 'order must be an id such as gid://shopify/Order/1';
  return { ...(customerId && { customer: customerId }), ...(orderId && { order: orderId }) };
}

/** Null for what is no id. */
export function readId<Kind extends 'Customer' | 'Order'>(kind: Kind, text: string) {
  return parseGid(kind, text) ?? gid(kind, text);
}

async function readAll(ledger: Ledger, shop: ShopDomain, filter: Filter): Promise<Decision[]> {
  const decisions: Decision[] = [];
  let cursor: string | null = null;
  do {
    const page = await ledger.decisions(shop, { ...filter, limit: PAGE, ...(cursor !== null && { cursor }) });
    decisions.push(...page.decisions);
    cursor = page.cursor;
  } while (cursor !== null);
  return decisions;
}

/** Times are ISO 8601 in UTC; `why` explains the outcome in words. */
function toRows(decision: Decision) {
  const { event, facts, outcomes, effects, afterthoughts } = decision;
  return outcomes.map((outcome) => ({
    decision: decision.id,
    at: iso(decision.decidedAt),
    ...outcome,
    why: explainOutcome(outcome, decision),
    event: { ...event, at: iso(event.at) },
    subject: subjectOf(event).kind,
    order: event.order,
    customer: event.customer,
    policyVersion: decision.policyVersion,
    arrival: decision.arrival,
    knownSince: decision.knownSince === null ? null : iso(decision.knownSince),
    facts,
    effects: effects.filter(({ rule }) => rule === outcome.rule).map(toEffectRow),
    afterthoughts: afterthoughts.filter(({ rule }) => rule === outcome.rule),
  }));
}
