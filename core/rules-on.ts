import { conditionsOf } from './clause.ts';
import type { EventType } from './event.ts';
import type { FactId } from './facts.ts';
import type { PolicyDraft, Rule } from './policy.ts';

/** The rules that listen to such an event. */
export function rulesOn({ rules }: PolicyDraft, event: EventType): Rule[] {
  return rules.filter(({ enabled, on }) => enabled && on === event);
}

/** What those rules look at, however deep in their groups. */
export function factsAsked(policy: PolicyDraft, event: EventType): ReadonlySet<FactId> {
  return new Set(rulesOn(policy, event).flatMap(({ when }) => conditionsOf(when).map(({ fact }) => fact)));
}
