import type { EventType } from './event.ts';
import type { Money } from './money.ts';
import type { Perk } from './perks.ts';

/** What a perk takes from the merchant and asks of the shop. Apart from the schemas, which browsers don’t load. */

/** What the perk costs the merchant each time. */
export function costOf(perk: Perk): Money {
  return perk.kind === 'store_credit' ? perk.amount : perk.cost;
}

interface PerkNeeds {
  /** Access scopes of the Admin API. Source: Shopify's page "Access scopes", and the schema's access notes. */
  readonly scopes: readonly string[];
  /** Nothing to give to a guest. */
  readonly customer: boolean;
  /** What it can answer. */
  readonly events: readonly EventType[];
}

const NEEDS: Readonly<Record<Perk['kind'], PerkNeeds>> = {
  packing_instruction: { scopes: ['write_orders'], customer: false, events: ['order.placed'] },
  store_credit: {
    scopes: ['write_store_credit_account_transactions', 'read_store_credit_accounts', 'read_customers'],
    customer: true,
    events: ['order.placed', 'return.requested', 'shipment.delayed', 'review.posted'],
  },
  message: {
    scopes: ['read_customers'],
    customer: true,
    events: ['order.placed', 'return.requested', 'shipment.delayed', 'review.posted'],
  },
  approve_return: { scopes: ['write_returns'], customer: false, events: ['return.requested'] },
};

export function scopesFor(kind: Perk['kind']): readonly string[] {
  return NEEDS[kind].scopes;
}

/** The events that a perk of this kind can answer. */
export function eventsFor(kind: Perk['kind']): readonly EventType[] {
  return NEEDS[kind].events;
}

/** The perks that can answer such an event. */
export function perksFor(event: EventType): Perk['kind'][] {
  const kinds = Object.keys(NEEDS) as Perk['kind'][];
  return kinds.filter((kind) => eventsFor(kind).includes(event));
}

/** Why a perk can't be given although the rule matches. */
export type Obstacle =
  | { readonly kind: 'missing_scopes'; readonly scopes: readonly string[] }
  | { readonly kind: 'guest' };

export function obstacleTo(
  perk: Perk,
  { scopes, isGuest }: { readonly scopes: readonly string[]; readonly isGuest: boolean },
): Obstacle | null {
  const needs = NEEDS[perk.kind];
  const missing = needs.scopes.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) return { kind: 'missing_scopes', scopes: missing };
  return needs.customer && isGuest ? { kind: 'guest' } : null;
}
