import type { EventType } from './event.ts';
import type { PolicyDraft } from './policy.ts';

/** What follows from a policy for the rules on an event, worked out at the first event of its type: a policy never changes. */
export function oncePerPolicy<Made>(
  make: (policy: PolicyDraft, event: EventType) => Made,
): (policy: PolicyDraft, event: EventType) => Made {
  const made = new WeakMap<PolicyDraft, Map<EventType, Made>>();
  return (policy, event) => {
    const ofPolicy = made.get(policy) ?? new Map<EventType, Made>();
    made.set(policy, ofPolicy);
    const known = ofPolicy.get(event) ?? make(policy, event);
    ofPolicy.set(event, known);
    return known;
  };
}
