import { EVENT_TYPES, type EventType } from '../event.ts';
import { costOf } from '../perk-needs.ts';
import type { Perk } from '../perks.ts';
import type { Policy, Rule } from '../policy.ts';
import { BOOK_WORDS, type BookWords } from './book-words.ts';
import type { Language } from './language.ts';
import { type AskedPart, ruleParts } from './rule.ts';

/** A policy as staff read it: all of its rules but those that were archived. It is made of nothing else. */
export interface PolicyBook {
  readonly language: Language;
  readonly title: string;
  /** “Version 12, in force since November 29, 2026” */
  readonly edition: string;
  /** By what happens; a section for every kind of event that a rule in force answers. */
  readonly sections: readonly BookSection[];
  /** The rules that are off; null where none is. */
  readonly notInForce: BookSection | null;
  /** Said where no rule is in force; else null. */
  readonly empty: string | null;
}

export interface BookSection {
  readonly heading: string;
  /** A sentence under the heading. */
  readonly about: string | null;
  readonly rules: readonly BookRule[];
}

export interface BookRule {
  readonly id: string;
  readonly name: string;
  /** “When an order is placed” */
  readonly event: string;
  /** All of them must hold: each begins with “and”. */
  readonly asked: readonly AskedPart[];
  /** “then” */
  readonly consequence: string;
  /** From the second on each begins with “and”. */
  readonly actions: readonly string[];
  /** Sentences: what it waits for, costs and tells the customer. */
  readonly notes: readonly string[];
  /** The e-mail as its author wrote it, variables and all. */
  readonly letter: { readonly heading: string; readonly text: string } | null;
}

/** @param timezone the shop’s, for the day of the version. */
export function policyBook(
  policy: Policy,
  { language, timezone }: { language: Language; timezone: string },
): PolicyBook {
  const words = BOOK_WORDS[language];
  const inForce = policy.rules.filter(({ enabled }) => enabled);
  const off = policy.rules.filter(({ enabled, archived }) => !enabled && !archived);
  const bookRules = (rules: readonly Rule[]) => rules.map((rule) => bookRule(rule, language, words));
  const section = (event: EventType): BookSection[] => {
    const rules = inForce.filter(({ on }) => on === event);
    return rules.length === 0 ? [] : [{ heading: words.sections[event], about: null, rules: bookRules(rules) }];
  };
  return {
    language,
    title: words.title,
    edition: words.edition(policy.version, dayIn(language, timezone).format(policy.publishedAt)),
    sections: EVENT_TYPES.flatMap(section),
    notInForce: off.length === 0 ? null : { ...words.notInForce, rules: bookRules(off) },
    empty: inForce.length === 0 ? words.empty : null,
  };
}

function dayIn(language: Language, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
}

function bookRule(rule: Rule, language: Language, words: BookWords): BookRule {
  const { event, asked, actions, wait } = ruleParts(rule, language);
  const { id, name, perk } = rule;
  return {
    id,
    name,
    event,
    asked: asked.map((part) => after(words.and, part)),
    consequence: words.consequence,
    actions: actions.map((action, index) => (index === 0 ? action : `${words.and} ${action}`)),
    notes: [...(wait === null ? [] : [wait]), words.cost(costOf(perk)), ...tells(perk, words)],
    letter: perk.kind === 'message' ? { heading: words.letter, text: perk.body } : null,
  };
}

function after(and: string, part: AskedPart): AskedPart {
  return typeof part === 'string' ? `${and} ${part}` : { ...part, lead: `${and} ${part.lead}` };
}

function tells(perk: Perk, { told, notTold }: BookWords): string[] {
  if (perk.kind !== 'store_credit' && perk.kind !== 'approve_return') return [];
  return [perk.notify ? told : notTold];
}
