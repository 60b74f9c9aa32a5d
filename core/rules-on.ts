import type { EventType } from './event.ts';
import type { PolicyDraft, Rule } from './policy.ts';

/** The rules that listen to such an event. */
export function rulesOn({ rules }: PolicyDraft, event: EventType): Rule[] {
  return rules.filter(({ enabled, on }) => enabled && on === event);
}
