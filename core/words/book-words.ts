import type { EventType } from '../event.ts';
import { formatMoney, type Money } from '../money.ts';
import type { Language } from './language.ts';

/** What the policy book says around its rules. */
export interface BookWords {
  readonly title: string;
  /** @param day on which the version was published. */
  edition(version: number, day: string): string;
  readonly sections: Readonly<Record<EventType, string>>;
  readonly notInForce: { readonly heading: string; readonly about: string };
  readonly empty: string;
  readonly and: string;
  /** Before what is done: “then”. */
  readonly consequence: string;
  cost(money: Money): string;
  /** Whether the shop writes to the customer about it. */
  readonly told: string;
  readonly notTold: string;
  /** Above the text of an e-mail. */
  readonly letter: string;
}

const ENGLISH: BookWords = {
  title: 'Policy book',
  edition: (version, day) =>
    version === 0
      ? 'No rules have been published yet'
      : `Version ${version.toLocaleString('en')}, in force since ${day}`,
  sections: {
    'order.placed': 'Orders',
    'return.requested': 'Returns',
    'shipment.delayed': 'Late parcels',
    'review.posted': 'Reviews',
  },
  notInForce: { heading: 'Not in force', about: 'These rules are off: nothing is given by them.' },
  empty: 'No rule is in force.',
  and: 'and',
  consequence: 'then',
  cost: (money) => (money.amountMinor === 0 ? 'It costs nothing.' : `It costs ${formatMoney(money)} each time.`),
  told: 'The shop tells the customer.',
  notTold: 'The shop does not tell the customer.',
  letter: 'What the e-mail says',
};

const GERMAN: BookWords = {
  title: 'Regelbuch',
  edition: (version, day) =>
    version === 0
      ? 'Noch sind keine Regeln veröffentlicht'
      : `Version ${version.toLocaleString('de')}, in Kraft seit dem ${day}`,
  sections: {
    'order.placed': 'Bestellungen',
    'return.requested': 'Rückgaben',
    'shipment.delayed': 'Verspätete Sendungen',
    'review.posted': 'Bewertungen',
  },
  notInForce: { heading: 'Nicht in Kraft', about: 'Diese Regeln sind ausgeschaltet: Nach ihnen wird nichts gegeben.' },
  empty: 'Keine Regel ist in Kraft.',
  and: 'und',
  consequence: 'dann',
  cost: (money) =>
    money.amountMinor === 0 ? 'Das kostet nichts.' : `Das kostet jedes Mal ${formatMoney(money, 'de')}.`,
  told: 'Die Kundin oder der Kunde wird vom Shop benachrichtigt.',
  notTold: 'Die Kundin oder der Kunde wird vom Shop nicht benachrichtigt.',
  letter: 'Text der E-Mail',
};

export const BOOK_WORDS: Readonly<Record<Language, BookWords>> = { en: ENGLISH, de: GERMAN };
