import { assertNever } from '../core/assert-never.ts';
import type { EffectStep } from '../core/effects.ts';
import { type ShopTime, shopSecond } from './shop-time.server.ts';

/** One thing that happened to an effect, in words. */
export interface StepDetails {
  at: ShopTime;
  /** A sentence. */
  what: string;
  /** `Concierge`, `you`, or another staff member by the platform's id. */
  by: string;
  /** The Admin API operations that were asked for. */
  asked: string[];
  /** Null where it adds nothing. */
  answer: string | null;
}

/** @param staff who is looking */
export function stepDetails(step: EffectStep, timezone: string, staff: string): StepDetails {
  return {
    at: shopSecond(step.at, timezone),
    what: describeStep(step),
    by: step.by === undefined ? 'Concierge' : step.by === staff ? 'you' : `staff member ${step.by}`,
    asked: [...step.asked],
    answer: saysItAll(step) ? null : step.answer,
  };
}

/** What was answered is in the sentence already. */
function saysItAll({ what, became }: EffectStep): boolean {
  return what === 'stopped' || (what === 'read_back' && (became === 'done' || became === 'pending'));
}

function describeStep({ what, became }: EffectStep): string {
  switch (what) {
    case 'tried':
      return describeTry(became);
    case 'read_back':
      return describeReadBack(became);
    case 'held':
      return 'Put on hold, as all perks were stopped.';
    case 'released':
      return 'Taken off hold, as perks are given again.';
    case 'stopped':
      return 'Stopped, as the app was uninstalled.';
    case 'failed':
      return 'Concierge failed at it again and again.';
    case 'given_up':
      return 'Given up after two days of trying.';
    case 'retried':
      return 'Asked to try again.';
    case 'settled':
      return became === 'done' ? 'Said that it had happened.' : 'Said that it had not happened.';
    case 'abandoned':
      return 'Left undone.';
    default:
      return assertNever(what);
  }
}

function describeTry(became: EffectStep['became']): string {
  if (became === 'done') return 'Asked the shop, and it was done.';
  if (became === 'refused') return 'Asked the shop, which refused.';
  if (became === 'attempting') return 'Asked the shop, and its answer was lost.';
  return 'Asked the shop in vain.';
}

function describeReadBack(became: EffectStep['became']): string {
  if (became === 'done') return 'Looked in the shop: it had happened.';
  if (became === 'pending') return 'Looked in the shop: it had not happened.';
  return 'Tried to find out in the shop whether it had happened, in vain.';
}
