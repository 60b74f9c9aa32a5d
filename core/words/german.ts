import { assertNever } from '../assert-never.ts';
import type { Rule } from '../policy.ts';
import { germanCondition, germanLines } from './german-condition.ts';
import { GERMAN_AND, germanDays, germanMoney, germanNumber, germanQuote } from './german-values.ts';
import type { RuleWords } from './rule-words.ts';

/** After “wenn” the verb stands last, after “dann” it stands first. */
export const GERMAN: RuleWords = {
  events: {
    'order.placed': 'Wenn eine Bestellung eingeht',
    'return.requested': 'Wenn eine Rückgabe beantragt wird',
    'shipment.delayed': 'Wenn eine Sendung verspätet oder ihr Verbleib unklar ist',
    'review.posted': 'Wenn eine Bewertung abgegeben wird',
  },
  groups: {
    all: 'alle diese Bedingungen erfüllt sind',
    any: 'mindestens eine dieser Bedingungen erfüllt ist',
    none: 'keine dieser Bedingungen erfüllt ist',
  },
  condition: germanCondition,
  lines: germanLines,
  actions: germanActions,
  wait: germanWait,
  sentence: (event, conditions, actions) =>
    `${event} und ${GERMAN_AND.format(conditions)}, dann ${GERMAN_AND.format(actions)}.`,
};

function germanActions({ perk }: Rule): string[] {
  switch (perk.kind) {
    case 'packing_instruction':
      return [
        `erhält die Bestellung das Tag ${germanQuote(perk.tag)}`,
        `wird ${germanQuote(perk.note)} in die Notiz der Bestellung geschrieben`,
      ];
    case 'store_credit': {
      const days = perk.expiresInDays === 1 ? 'einen Tag' : germanDays(perk.expiresInDays);
      return [`erhält die Kundin oder der Kunde ein Guthaben von ${germanMoney(perk.amount)} für ${days}`];
    }
    case 'message':
      return [`wird der Kundin oder dem Kunden die E-Mail ${germanQuote(perk.subject)} geschickt`];
    case 'approve_return':
      return ['wird die Rückgabe genehmigt'];
    default:
      return assertNever(perk);
  }
}

function germanWait({ minutes, without }: NonNullable<Rule['waitForRisk']>): string {
  const upTo = minutes === 1 ? 'einer Minute' : `${germanNumber(minutes)} Minuten`;
  const otherwise = without === 'grant' ? 'wird trotzdem gegeben' : 'wird nichts gegeben';
  return `Auf die Einschätzung des Betrugsrisikos wird bis zu ${upTo} gewartet; bleibt sie aus, ${otherwise}.`;
}
