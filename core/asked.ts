import { conditionsOf, linesWithPlaces } from './clause.ts';
import { wordsOf } from './condition-value.ts';
import { tagKey } from './customer-card.ts';
import type { EventType } from './event.ts';
import type { FactId } from './facts/catalogue.ts';
import { oncePerPolicy } from './once-per-policy.ts';
import type { PolicyDraft } from './policy.ts';
import { rulesOn } from './rules-on.ts';

/** What rules look at, each fact with the words that they look for in it: a decision keeps no others. */
export type Asked = ReadonlyMap<FactId | 'order.lines', readonly string[]>;

/** What the rules on such an event look at, however deep in their groups. */
export const askedBy = oncePerPolicy((policy, event): Asked => {
  const asked = new Map<FactId | 'order.lines', Map<string, string>>();
  const clauses = rulesOn(policy, event).flatMap(({ when }) => when);
  const ofLines = linesWithPlaces(clauses).map(({ clause }) => clause);
  if (ofLines.length > 0) asked.set('order.lines', new Map());
  for (const { fact, value } of [...conditionsOf(clauses), ...ofLines.flatMap(({ where }) => where)]) {
    const words = asked.get(fact) ?? new Map<string, string>();
    for (const word of wordsOf(value)) words.set(tagKey(word), word);
    asked.set(fact, words);
  }
  return new Map([...asked].map(([fact, words]) => [fact, [...words.values()]]));
});

/** The facts that a customer’s card tells. */
const CARD_FACTS: readonly FactId[] = ['customer.tags', 'customer.emailConsent', 'customer.smsConsent'];
/** And those that a card from a list of all customers does not. */
const TRAIT_FACTS: readonly FactId[] = ['customer.country', 'customer.language', 'customer.daysKnown'];

/** What the rules on such an event ask for that only the shop knows of a customer: of all of it, or of what each card tells. */
export function cardAskedBy(policy: PolicyDraft, event: EventType): 'whole' | 'plain' | null {
  const asked = askedBy(policy, event);
  if (TRAIT_FACTS.some((fact) => asked.has(fact))) return 'whole';
  return CARD_FACTS.some((fact) => asked.has(fact)) ? 'plain' : null;
}
