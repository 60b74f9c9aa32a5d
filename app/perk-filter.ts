import { type Effect, type EffectState, isOpen, isWaiting } from '../core/effects.ts';
import { type CustomerId, parseGid, type RuleId } from '../core/identity.ts';
import type { DecisionQuery } from '../core/ports.ts';
import type { RetryFilter } from '../core/shop.ts';
import { boundedTrail } from './page-trail.ts';

/** `open` and `waiting` stand for several states. */
export type ShownState = 'open' | 'waiting' | Exclude<EffectState, 'pending' | 'attempting'>;

const SHOWN_STATES: readonly string[] = [
  'open',
  'waiting',
  'unclear',
  'refused',
  'held',
  'stopped',
  'done',
  'abandoned',
] satisfies ShownState[];

/** What the list of perks shows, as its address says it. */
export interface PerkFilter {
  state: ShownState | null;
  rule: RuleId | null;
  customer: CustomerId | null;
  /** An order's name as somebody typed it; null when none is looked for. */
  order: string | null;
  /** The cursors of the pages gone through, the last one being that of the page shown; none on the first page. */
  trail: string[];
}

/** No name of an order is as long. */
const LONGEST_NAME = 60;

export function readPerkFilter(parameters: URLSearchParams): PerkFilter {
  const state = parameters.get('state') ?? '';
  return {
    state: SHOWN_STATES.includes(state) ? (state as ShownState) : null,
    rule: (parameters.get('rule') || null) as RuleId | null,
    customer: parseGid('Customer', parameters.get('customer') ?? ''),
    order: (parameters.get('order') ?? '').trim().slice(0, LONGEST_NAME) || null,
    trail: parameters.getAll('page'),
  };
}

/** The address of the list with this filter. */
export function perkFilterUrl({ state, rule, customer, order, trail }: PerkFilter): string {
  const parameters = new URLSearchParams();
  if (state) parameters.set('state', state);
  if (rule) parameters.set('rule', rule);
  if (customer) parameters.set('customer', customer);
  if (order) parameters.set('order', order);
  for (const cursor of boundedTrail(trail)) parameters.append('page', cursor);
  const search = parameters.toString();
  return search === '' ? '/app/perks' : `/app/perks?${search}`;
}

export function isFiltered({ state, rule, customer, order }: PerkFilter): boolean {
  return state !== null || rule !== null || customer !== null || order !== null;
}

/**
 * What can be tried again all at once of what the filter shows; null where nothing can, or where one order is looked
 * for: it has a few.
 */
export function retryOf({ state, rule, customer, order }: PerkFilter): RetryFilter | null {
  if (order !== null) return null;
  if (state === 'refused' || state === 'stopped') return { states: [state], rule, customer };
  return state === 'open' ? { states: ['refused', 'stopped'], rule, customer } : null;
}

/** Asks for the decisions with the effects that are shown, and perhaps others. */
export function queryOfPerks({ state, rule, customer, trail }: PerkFilter, limit: number): DecisionQuery {
  const cursor = trail.at(-1);
  return {
    limit,
    ...(state ? { effect: state } : { outcome: 'granted' as const }),
    ...(rule && { rule }),
    ...(customer && { customer }),
    ...(cursor && { cursor }),
  };
}

/** A decision may have other effects beside those that are looked for. */
export function isShown(effect: Effect, { state, rule }: Pick<PerkFilter, 'state' | 'rule'>): boolean {
  if (rule !== null && effect.rule !== rule) return false;
  if (state === null) return true;
  if (state === 'open') return isOpen(effect);
  return state === 'waiting' ? isWaiting(effect) : effect.state === state;
}
