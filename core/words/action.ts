import { assertNever } from '../assert-never.ts';
import type { Effect, EffectAction } from '../effects.ts';
import { type DomainEvent, subjectOf } from '../event.ts';
import { formatMoney } from '../money.ts';
import { DAY, inQuotes } from './phrases.ts';

/** What an event is about, within a sentence: “order #1001”, “return #1001-R1”, “review of Oxford shirt”. */
export function describeSubject(event: DomainEvent): string {
  const { kind, name } = subjectOf(event);
  return kind === 'review' ? `review of ${name}` : `${kind} ${name}`;
}

export function describeEffect({ action }: Effect): string {
  return describeAction(action);
}

export function describeAction(action: EffectAction): string {
  switch (action.kind) {
    case 'order.tag':
      return `Add the tag ${inQuotes(action.tag)} to the order`;
    case 'order.note':
      return `Write ${inQuotes(action.line)} into the order’s note`;
    case 'customer.credit': {
      const until = DAY.format(action.expiresAt);
      return `Give the customer ${formatMoney(action.amount)} of store credit until ${until}`;
    }
    case 'customer.message':
      return 'Send the customer an e-mail';
    case 'return.approve':
      return 'Approve the return';
    default:
      return assertNever(action);
  }
}
