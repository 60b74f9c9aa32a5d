import { assertNever } from '../core/assert-never.ts';
import type { Effect, EffectStep } from '../core/effects.ts';
import { SEND } from '../core/use-cases/send-message.ts';
import { type ShopTime, shopSecond } from './shop-time.server.ts';
import { staffWords } from './staff-words.server.ts';

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

/** Who does it, as the history names them. */
export function whoIsAsked({ action }: Pick<Effect, 'action'>): string {
  return action.kind === 'customer.message' ? 'the mail provider' : 'the shop';
}

/** @param staff who is looking */
export function stepDetails(step: EffectStep, timezone: string, staff: string, whom: string): StepDetails {
  return {
    at: shopSecond(step.at, timezone),
    what: describeStep(step, whom),
    by: step.by === undefined ? 'Concierge' : staffWords(step.by, staff),
    asked: [...step.asked],
    answer: saysItAll(step) ? null : step.answer,
  };
}

/** What was answered is in the sentence already. */
function saysItAll({ what, became }: EffectStep): boolean {
  return what === 'stopped' || (what === 'read_back' && (became === 'done' || became === 'pending'));
}

function describeStep({ what, became, asked }: EffectStep, whom: string): string {
  switch (what) {
    case 'tried':
      // Before a message is sent the shop is asked who gets it.
      return describeTry(became, asked.includes(SEND) ? whom : 'the shop');
    case 'read_back':
      return describeReadBack(became);
    case 'lost':
      return `What became of it can’t be found out: the answer of ${whom} was lost.`;
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

function describeTry(became: EffectStep['became'], whom: string): string {
  if (became === 'done') return `Asked ${whom}, and it was done.`;
  if (became === 'refused') return `Asked ${whom}, which refused.`;
  if (became === 'attempting') return `Asked ${whom}, and its answer was lost.`;
  return `Asked ${whom} in vain.`;
}

function describeReadBack(became: EffectStep['became']): string {
  if (became === 'done') return 'Looked in the shop: it had happened.';
  if (became === 'pending') return 'Looked in the shop: it had not happened.';
  return 'Tried to find out in the shop whether it had happened, in vain.';
}
