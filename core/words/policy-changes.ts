import { assertNever } from '../assert-never.ts';
import type { Clause, GroupKind } from '../clause.ts';
import type { ClauseChange } from '../clause-diff.ts';
import type { Condition } from '../condition.ts';
import { factDefinition, factLabel } from '../facts/catalogue.ts';
import { formatMoney, type Money } from '../money.ts';
import type { Rule } from '../policy.ts';
import {
  diffPolicies,
  type PerkField,
  type PerkFieldChange,
  type RuleChange,
  type RuleDiff,
  type Rules,
} from '../policy-diff.ts';
import { describeValueAsked } from './condition.ts';
import { inDays, SENTENCE_LIST, upperFirst } from './phrases.ts';
import { describeAsked, describeEvent, describeRule, ruleParts } from './rule.ts';

/** What became of one rule: a lead (“Rule “Return bag” changed”) and sentences. */
export interface ChangeWords {
  readonly lead: string;
  readonly details: readonly string[];
}

/** What changed from one version of the rules to another, rule by rule; empty when and only when nothing did. */
export function describeChanges(before: Rules, after: Rules): ChangeWords[] {
  return diffPolicies(before, after).map(describeDiff);
}

function describeDiff(diff: RuleDiff): ChangeWords {
  switch (diff.kind) {
    case 'added':
      return {
        lead: `New rule “${diff.rule.name}”${diff.rule.enabled ? '' : ', off'}`,
        details: [describeRule(diff.rule)],
      };
    case 'removed':
      return { lead: `Rule “${diff.rule.name}” removed`, details: [describeRule(diff.rule)] };
    case 'changed': {
      const { before, after, changes } = diff;
      const turned = turnedWords(changes);
      if (turned !== null) return { lead: `Rule “${after.name}” ${turned}`, details: [] };
      return {
        lead: `Rule “${after.name}” changed`,
        details: changes.map((change) => describeChange(change, before, after)),
      };
    }
    case 'moved':
      return { lead: `Rule “${diff.rule.name}” moved from place ${diff.from} to place ${diff.to}`, details: [] };
    default:
      return assertNever(diff);
  }
}

/** Where a rule is turned on or off, put away or brought back, and nothing else of it changed; null otherwise. */
function turnedWords(changes: readonly RuleChange[]): string | null {
  if (changes.some(({ what }) => what !== 'enabled' && what !== 'archived')) return null;
  // An archived rule is off, which need not be said.
  const change = changes.find(({ what }) => what === 'archived') ?? changes[0];
  if (change?.what === 'archived') return change.to ? 'archived' : 'brought back from the archive';
  return change?.what === 'enabled' ? `turned ${change.to ? 'on' : 'off'}` : null;
}

function describeChange(change: RuleChange, before: Rule, after: Rule): string {
  switch (change.what) {
    case 'name':
      return `Name: “${change.to}” instead of “${change.from}”.`;
    case 'enabled':
      return `Turned ${change.to ? 'on' : 'off'}.`;
    case 'archived':
      return change.to ? 'Archived.' : 'Brought back from the archive.';
    case 'on':
      return `Event: “${describeEvent(change.to)}” instead of “${describeEvent(change.from)}”.`;
    case 'when':
      return describeClauseChange(change.change, before, after);
    case 'perk':
      return `Perk: “${perkWords(after)}” instead of “${perkWords(before)}”.`;
    case 'perk_field':
      return describePerkField(change);
    case 'waitForRisk':
      return ruleParts(after, 'en').wait ?? 'No waiting for the order’s fraud risk.';
    default:
      return assertNever(change);
  }
}

function perkWords(rule: Rule): string {
  return upperFirst(SENTENCE_LIST.format(ruleParts(rule, 'en').actions));
}

function describeClauseChange(change: ClauseChange, before: Rule, after: Rule): string {
  const where = placeWords(change.within);
  switch (change.kind) {
    case 'added':
      return `New condition${where}: ${describeAsked(change.clause, after.on)}.`;
    case 'removed':
      return `Condition removed${where}: ${describeAsked(change.clause, before.on)}.`;
    case 'changed':
      return describeOtherClause(change.from, change.to, where, before, after);
    case 'reordered':
      return `The conditions${where} in another order.`;
    default:
      return assertNever(change);
  }
}

function describeOtherClause(from: Clause, to: Clause, where: string, before: Rule, after: Rule): string {
  if (isCondition(from) && isCondition(to) && hasThreshold(from, to)) {
    const label = factLabel(to.fact, after.on);
    return `Threshold of the ${label}${where}: from ${describeValueAsked(from)} to ${describeValueAsked(to)}.`;
  }
  return `Condition changed${where}: “${describeAsked(to, after.on)}” instead of “${describeAsked(from, before.on)}”.`;
}

function isCondition(clause: Clause): clause is Condition {
  return 'fact' in clause;
}

/** The same thing is compared with another amount, number or day. */
function hasThreshold(from: Condition, to: Condition): boolean {
  const { type } = factDefinition(to.fact);
  const isOneValue = type !== 'words' && type !== 'boolean' && to.operator !== 'between';
  return isOneValue && from.fact === to.fact && from.operator === to.operator;
}

const WITHIN: Readonly<Record<GroupKind, string>> = {
  all: 'of which all must hold',
  any: 'of which one must hold',
  none: 'of which none may hold',
};

/** “ in the group of which one must hold” */
function placeWords(within: readonly GroupKind[]): string {
  const kind = within.at(-1);
  return kind === undefined ? '' : ` in the group ${WITHIN[kind]}`;
}

const FIELD_WORDS: Readonly<Record<PerkField, string>> = {
  tag: 'Tag on the order',
  note: 'Line for the packer',
  cost: 'Cost each time',
  amount: 'Store credit',
  expiresInDays: 'Time to spend the credit',
  notify: 'Message of the shop to the customer',
  subject: 'Subject of the e-mail',
  body: 'Text of the e-mail',
};

function describePerkField({ field, from, to }: PerkFieldChange): string {
  const what = FIELD_WORDS[field];
  if (typeof to === 'boolean') return `${what}: ${to ? 'yes' : 'no'}.`;
  if (field === 'body') return `${what}: ${describeTextChange(String(from), String(to))}.`;
  return `${what}: from ${fieldValue(field, from)} to ${fieldValue(field, to)}.`;
}

function fieldValue(field: PerkField, value: unknown): string {
  if (isMoney(value)) return formatMoney(value);
  if (typeof value === 'number') return field === 'expiresInDays' ? inDays(value) : value.toLocaleString('en');
  return `“${String(value)}”`;
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amountMinor' in value;
}

const LONGEST_QUOTE = 160;

/** A long text changes in a few lines: what stands between the lines that stayed at its beginning and its end. */
function describeTextChange(from: string, to: string): string {
  const [old, now] = [from.split('\n'), to.split('\n')];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const [gone, come] = [old, now].map((lines) => quote(lines.slice(start, lines.length - end).join(' ')));
  if (gone === '') return come === '' ? 'only its empty lines' : `${come} is new`;
  return come === '' ? `${gone} is gone` : `${come} instead of ${gone}`;
}

function quote(text: string): string {
  const bare = text.trim();
  if (bare === '') return '';
  return bare.length > LONGEST_QUOTE ? `“${bare.slice(0, LONGEST_QUOTE).trimEnd()}…”` : `“${bare}”`;
}
