import { assertNever } from './assert-never.ts';
import { EVENT_TYPES, type EventType } from './event.ts';
import type { RuleId } from './identity.ts';
import { perksFor } from './perk-needs.ts';
import type { Perk } from './perks.ts';
import type { Rule } from './policy.ts';

/** What a rule that starts from nothing is about, in an address: `own~order.placed~message`. */
export function ownRuleName(on: EventType, perk: Perk['kind']): string {
  return `own~${on}~${perk}`;
}

/** A rule with nothing said yet, which can’t be published as it stands; null for a name of none. */
export function ownRule(name: string, shopCurrency: string): Rule | null {
  for (const on of EVENT_TYPES) {
    const kind = perksFor(on).find((perk) => ownRuleName(on, perk) === name);
    if (kind)
      return { id: 'rule' as RuleId, name: '', enabled: true, on, when: [], perk: emptyPerk(kind, shopCurrency) };
  }
  return null;
}

function emptyPerk(kind: Perk['kind'], currency: string): Perk {
  const cost = { amountMinor: 0, currency };
  switch (kind) {
    case 'packing_instruction':
      return { kind, tag: '', note: '', cost };
    case 'store_credit':
      return { kind, amount: cost, expiresInDays: 90, notify: true };
    case 'message':
      return { kind, subject: '', body: '', cost };
    case 'approve_return':
      return { kind, notify: true, cost };
    default:
      return assertNever(kind);
  }
}
