import { asGroup, type Clause } from '../clause.ts';
import type { Condition } from '../condition.ts';
import type { EventType } from '../event.ts';
import type { Rule } from '../policy.ts';
import { ENGLISH } from './english.ts';
import { GERMAN } from './german.ts';
import type { Language } from './language.ts';
import type { RuleWords } from './rule-words.ts';

const WORDS: Readonly<Record<Language, RuleWords>> = { en: ENGLISH, de: GERMAN };

/** A condition in words, or a group of them with what it asks of them. */
export type AskedPart = string | { readonly lead: string; readonly parts: readonly AskedPart[] };

/** What a rule says, taken apart: its sentence is made of nothing else. */
export interface RuleParts {
  readonly event: string;
  /** All of them must hold. */
  readonly asked: readonly AskedPart[];
  readonly actions: readonly string[];
  /** A sentence; null where the rule does not wait. */
  readonly wait: string | null;
}

export function ruleParts(rule: Rule, language: Language): RuleParts {
  const words = WORDS[language];
  return {
    event: words.events[rule.on],
    asked: rule.when.map((clause) => askedPart(clause, rule.on, words)),
    actions: words.actions(rule),
    wait: rule.waitForRisk ? words.wait(rule.waitForRisk) : null,
  };
}

function askedPart(clause: Clause, on: EventType, words: RuleWords): AskedPart {
  const group = asGroup(clause);
  if ('lines' in clause) {
    const lead = words.lines(clause);
    const parts = clause.where.map((each) => words.condition(each, on));
    return parts.length === 0 ? lead : { lead, parts };
  }
  if (!group) return words.condition(clause as Condition, on);
  return { lead: words.groups[group.kind], parts: group.clauses.map((each) => askedPart(each, on, words)) };
}

/** One thing that a rule asks, or several in brackets. */
export function describeClause(clause: Clause, on: EventType): string {
  return inOneLine(askedPart(clause, on, ENGLISH));
}

/** “When an order is placed and the order’s total is over 100.00 USD, then add the tag “gift” to the order and write …” */
export function describeRule(rule: Rule, language: Language = 'en'): string {
  const { event, asked, actions, wait } = ruleParts(rule, language);
  const sentence = WORDS[language].sentence(event, asked.map(inOneLine), actions);
  return wait === null ? sentence : `${sentence} ${wait}`;
}

/** A group in brackets, so that what belongs together is told apart: “at least one of these holds (…; …)”. */
function inOneLine(part: AskedPart): string {
  return typeof part === 'string' ? part : `${part.lead} (${part.parts.map(inOneLine).join('; ')})`;
}

/** One thing that a rule asks, as it stands within its sentence. */
export function describeAsked(clause: Clause, on: EventType): string {
  return inOneLine(askedPart(clause, on, ENGLISH));
}

/** How the sentence of a rule begins: “When an order is placed”. */
export function describeEvent(event: EventType): string {
  return ENGLISH.events[event];
}
