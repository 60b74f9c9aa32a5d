import { assertNever } from '../core/assert-never.ts';
import { asGroup, type Clause, GROUP_KINDS, type GroupKind, groupOf, type LinesClause } from '../core/clause.ts';
import type { Condition } from '../core/condition.ts';
import { amountsOf, type ConditionValue, numbersOf, wordsOf } from '../core/condition-value.ts';
import { type FactId, factDefinition } from '../core/facts/catalogue.ts';
import type { WordKind } from '../core/facts/definition.ts';
import { isRiskFact } from '../core/facts/risk.ts';
import { formatMoney, type Money, minorDigits, parseMoney } from '../core/money.ts';
import { countsDays, OPERATORS_OF, type Operator } from '../core/operators.ts';
import { costOf } from '../core/perk-needs.ts';
import type { Perk } from '../core/perks.ts';
import type { PolicyProblem, Rule } from '../core/policy.ts';
import { formOfRisk, type RiskForm, withRisk } from './rule-risk-form.ts';
import { endsOf, listText, readList, readRange } from './typed-list.ts';
import { readCount, ungrouped } from './typed-number.ts';

/** A rule as a person types it. What the form does not show is taken from the rule that it was made of. */
export interface RuleForm {
  name: string;
  isEnabled: boolean;
  /** In the rule's order. */
  conditions: ClauseForm[];
  perk: PerkForm;
  /** What the rule makes of the order's fraud risk; null for a rule about something else. */
  risk: RiskForm | null;
}

export type ClauseForm = ConditionForm | GroupForm | KeptForm;

/** What the form shows and keeps as it is. */
export interface KeptForm {
  kept: LinesClause;
}

export interface GroupForm {
  group: GroupKind;
  clauses: ClauseForm[];
}

export interface ConditionForm {
  fact: FactId;
  operator: Operator;
  /** `1,500.00`, `3`, `100 to 200`, `true`, `VIP, Gold`, `2026-11-29` */
  value: string;
}

/** Amounts are without the currency, which is the shop's. */
export type PerkForm =
  | { kind: 'packing_instruction'; tag: string; note: string; cost: string }
  | { kind: 'store_credit'; amount: string; expiresInDays: string; notify: boolean }
  | { kind: 'message'; subject: string; body: string; cost: string }
  | { kind: 'approve_return'; notify: boolean; cost: string };

/**
 * `rule` stands for what belongs to no field; `values.1.0` for the first condition of the group that stands second,
 * `conditions.1` for that group's list and `conditions` for the rule's own.
 */
export type RuleField = 'name' | ListField | ValueField | PerkField | 'minutes' | 'rule';
export type ListField = 'conditions' | `conditions.${string}`;
export type ValueField = `values.${string}`;
export type PerkField = 'tag' | 'note' | 'cost' | 'amount' | 'expiresInDays' | 'subject' | 'body';
export type RuleProblems = Partial<Record<RuleField, string>>;

export function formOfRule(rule: Rule): RuleForm {
  const { name, enabled, when, perk } = rule;
  return {
    name,
    isEnabled: enabled,
    conditions: when.map(formOfClause),
    perk: formOfPerk(perk),
    risk: rule.on === 'order.placed' ? formOfRisk(rule) : null,
  };
}

function formOfClause(clause: Clause): ClauseForm {
  const group = asGroup(clause);
  if (group) return { group: group.kind, clauses: group.clauses.map(formOfClause) };
  if ('lines' in clause) return { kept: clause };
  const { fact, operator } = clause as Condition;
  return { fact, operator, value: textOf(clause as Condition) };
}

function formOfPerk(perk: Perk): PerkForm {
  switch (perk.kind) {
    case 'packing_instruction':
      return { kind: perk.kind, tag: perk.tag, note: perk.note, cost: formatAmount(perk.cost) };
    case 'store_credit': {
      const { kind, amount, expiresInDays, notify } = perk;
      return { kind, amount: formatAmount(amount), expiresInDays: expiresInDays.toLocaleString('en'), notify };
    }
    case 'message':
      return { kind: perk.kind, subject: perk.subject, body: perk.body, cost: formatAmount(perk.cost) };
    case 'approve_return':
      return { kind: perk.kind, notify: perk.notify, cost: formatAmount(perk.cost) };
    default:
      return assertNever(perk);
  }
}

/**
 * The rule that the form describes, made of `original`. The problems are those of texts that can't be read at all;
 * what was read is validated by publishing. An unreadable text leaves a value in the rule that nothing is wrong with.
 */
export function readRule(form: RuleForm, original: Rule, currency: string): { rule: Rule; problems: RuleProblems } {
  const problems: RuleProblems = {};
  const when = readClauses(form.conditions, '', currency, problems);
  const perk = readPerk(form.perk, original.perk, currency, problems);
  const rule = { ...original, name: form.name, enabled: form.isEnabled, when, perk };
  if (!form.risk) return { rule, problems };
  const withChoice = withRisk(rule, form.risk);
  if (withChoice.problem !== null) problems.minutes = withChoice.problem;
  return { rule: withChoice.rule, problems };
}

/** Notes what can't be read in `problems`. @param within the place of the list, with a dot at its end. */
function readClauses(
  clauses: readonly ClauseForm[],
  within: string,
  currency: string,
  problems: RuleProblems,
): Clause[] {
  return clauses.map((clause, index) => {
    const place = `${within}${index}`;
    if ('group' in clause) return groupOf(clause.group, readClauses(clause.clauses, `${place}.`, currency, problems));
    if ('kept' in clause) return clause.kept;
    const read = readCondition(clause, currency);
    if (typeof read !== 'string') return read;
    problems[`values.${place}`] = read;
    const { fact, operator } = clause;
    return { fact, operator, value: placeholder(clause, currency) };
  });
}

/** Every condition of the form with its field, from top to bottom; groups with theirs. */
export function fieldsOfClauses(
  clauses: readonly ClauseForm[],
  within = '',
): ({ field: ValueField; condition: ConditionForm } | { field: ListField; condition: null })[] {
  return clauses.flatMap((clause, index) => {
    const place = `${within}${index}`;
    if ('kept' in clause) return [{ field: `conditions.${place}` as const, condition: null }];
    if (!('group' in clause)) return [{ field: `values.${place}` as const, condition: clause }];
    return [
      ...fieldsOfClauses(clause.clauses, `${place}.`),
      { field: `conditions.${place}` as const, condition: null },
    ];
  });
}

/** Notes what can't be read in `problems`. */
function readPerk(form: PerkForm, original: Perk, currency: string, problems: RuleProblems): Perk {
  const readMoney = (field: 'cost' | 'amount', text: string) => {
    const money = readAmount(text, currency);
    if (!money) problems[field] = amountAdvice(text, currency);
    return money ?? costOf(original);
  };
  switch (form.kind) {
    case 'packing_instruction':
      return { kind: form.kind, tag: form.tag, note: form.note, cost: readMoney('cost', form.cost) };
    case 'store_credit': {
      const days = readCount(form.expiresInDays);
      if (days === null) problems.expiresInDays = 'Give a whole number of days, such as 90.';
      const kept = original.kind === 'store_credit' ? original.expiresInDays : 1;
      const { kind, notify } = form;
      return { kind, amount: readMoney('amount', form.amount), expiresInDays: days ?? kept, notify };
    }
    case 'message':
      return { kind: form.kind, subject: form.subject, body: form.body, cost: readMoney('cost', form.cost) };
    case 'approve_return':
      return { kind: form.kind, notify: form.notify, cost: readMoney('cost', form.cost) };
    default:
      return assertNever(form);
  }
}

/** Puts what validation found wrong with a policy at the fields of the rule at `index`; the first of each field. */
export function problemsOfRule(problems: readonly PolicyProblem[], index: number): RuleProblems {
  const found: RuleProblems = {};
  for (const { path, message } of problems) {
    const isOurs = path[0] === 'rules' && path[1] === index;
    const field = isOurs ? fieldAt(path.slice(2)) : 'rule';
    found[field] ??= message;
  }
  return found;
}

function fieldAt([part, detail, ...rest]: readonly (string | number)[]): RuleField {
  if (part === 'name') return 'name';
  if (part === 'waitForRisk') return 'minutes';
  if (part === 'when') return typeof detail === 'number' ? clauseAt([detail, ...rest]) : 'conditions';
  return part === 'perk' && PERK_FIELDS.includes(detail as PerkField) ? (detail as PerkField) : 'rule';
}

/** `[1, 'any', 0, 'value', 1]`: a place within a group is followed by what is wrong there, or by nothing. */
function clauseAt(path: readonly (string | number)[]): RuleField {
  const places: number[] = [];
  for (const [index, part] of path.entries()) {
    if (typeof part === 'number') places.push(part);
    else if (part === 'value') break;
    else if (part === 'where' || part === 'lines') return `conditions.${places.join('.')}`;
    else if (typeof path[index + 1] !== 'number') {
      return GROUP_KINDS.some((kind) => kind === part)
        ? `conditions.${places.join('.')}`
        : `values.${places.join('.')}`;
    }
  }
  return `values.${places.join('.')}`;
}

const PERK_FIELDS: readonly PerkField[] = ['tag', 'note', 'cost', 'amount', 'expiresInDays', 'subject', 'body'];

/** The problems that are still true after a change: which condition is meant is told by its place alone. */
export function problemsAfter(problems: RuleProblems, changed: RuleField): RuleProblems {
  const isList = changed === 'conditions' || changed.startsWith('conditions.');
  const isOver = (field: string) => field === changed || (isList && /^(values|conditions)\b/.test(field));
  return Object.fromEntries(Object.entries(problems).filter(([field]) => !isOver(field)));
}

/** As it is added: compared in the usual way. A risky order is kept out by a choice of its own: its condition asks for one. */
export function newCondition(fact: FactId): ConditionForm {
  const { type } = factDefinition(fact);
  const [operator] = OPERATORS_OF[type];
  if (!operator) throw new Error(`nothing compares a fact of type ${type}`);
  return { fact, operator, value: type === 'boolean' ? 'true' : '' };
}

/** Compared in another way: what was typed stays as far as it makes sense there. */
export function comparedBy(condition: ConditionForm, operator: Operator): ConditionForm {
  const [before, after] = [shapeOf(condition.operator), shapeOf(operator)];
  const [from] = endsOf(condition.value);
  const value = before === after ? condition.value : before === 'range' ? from : after === 'range' ? `${from} to ` : '';
  return { ...condition, operator, value };
}

function shapeOf(operator: Operator): 'range' | 'days' | 'one' {
  return operator === 'between' ? 'range' : countsDays(operator) ? 'days' : 'one';
}

/** “No” for the risk is the choice below: outside of groups it is no answer here. */
export function answersTo(fact: FactId, isInGroup: boolean): readonly ('true' | 'false')[] {
  return isRiskFact(fact) && !isInGroup ? ['true'] : ['true', 'false'];
}

/** Groups stand this deep in each other in the form; a policy may go deeper, and is shown all the same. */
export const FORM_DEPTH = 3;

/** As it is added: what is asked there is added to it. */
export function newGroup(): GroupForm {
  return { group: 'any', clauses: [] };
}

/** A value that nothing is wrong with. */
function placeholder({ fact, operator }: ConditionForm, currency: string): ConditionValue {
  const { type } = factDefinition(fact);
  switch (type) {
    case 'money': {
      const nothing = { amountMinor: 0, currency };
      return operator === 'between' ? [nothing, nothing] : nothing;
    }
    case 'number':
      return operator === 'between' ? [0, 0] : 0;
    case 'boolean':
      return true;
    case 'words':
      return 'x';
    case 'date':
      return countsDays(operator) ? 0 : '2000-01-01';
    default:
      return assertNever(type);
  }
}

/** The condition with the typed value, or what is wrong with the text. */
function readCondition(condition: ConditionForm, currency: string): Condition | string {
  const { fact, operator } = condition;
  const value = readValue(condition, currency);
  return value === null ? adviceFor(condition, currency) : { fact, operator, value };
}

/** Null where the text can't be read. */
function readValue({ fact, operator, value: text }: ConditionForm, currency: string): ConditionValue | null {
  const { type, unit } = factDefinition(fact);
  const readNumber = (typed: string) => readCount(unit ? withoutEnd(typed, unit) : typed);
  switch (type) {
    case 'money':
      return operator === 'between' ? readEnds(text, (end) => readAmount(end, currency)) : readAmount(text, currency);
    case 'number':
      return operator === 'between' ? readEnds(text, readNumber) : readNumber(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null;
    case 'words': {
      const [word, ...others] = readList(text);
      return word === undefined ? null : others.length === 0 ? word : [word, ...others];
    }
    case 'date':
      return countsDays(operator) ? readCount(text) : text.trim() || null;
    default:
      return assertNever(type);
  }
}

function readEnds<End>(text: string, read: (end: string) => End | null): readonly [End, End] | null {
  const ends = readRange(text);
  const [from, to] = [ends && read(ends[0]), ends && read(ends[1])];
  return from === null || to === null ? null : [from, to];
}

function adviceFor({ fact, operator, value: text }: ConditionForm, currency: string): string {
  const { type, word = 'tag' } = factDefinition(fact);
  switch (type) {
    case 'money':
      if (operator !== 'between') return amountAdvice(text, currency);
      return `Give two amounts, such as ${exampleAmount(1500, currency)} to ${exampleAmount(2000, currency)}.`;
    case 'number':
      return operator === 'between' ? 'Give two whole numbers, such as 3 to 5.' : 'Give a whole number, such as 3.';
    case 'boolean':
      return 'Choose yes or no.';
    case 'words':
      return WORD_ADVICE[word];
    case 'date':
      if (countsDays(operator)) return 'Give a whole number of days, such as 30.';
      return 'Give a day such as 2026-11-29, or --11-29 for that day in each year.';
    default:
      return assertNever(type);
  }
}

/** The unit stands beside the field, and people type it all the same. */
function withoutEnd(text: string, end: string): string {
  const typed = text.trim();
  return typed.endsWith(end) ? typed.slice(0, -end.length) : typed;
}

const WORD_ADVICE: Readonly<Record<WordKind, string>> = {
  tag: 'Give a tag, such as VIP.',
  collection: 'Give a collection’s title, such as Sale.',
  product: 'Give a product’s title, such as Oxford shirt.',
  vendor: 'Give a vendor, such as Acme.',
  sku: 'Give an SKU, such as SHIRT-M-NAVY.',
  size: 'Give a size, such as M.',
  colour: 'Give a colour, such as Navy.',
  code: 'Give a discount code, such as WELCOME10.',
  method: 'Give a shipping method as customers see it, such as Express.',
  source: 'Give a source, such as web or pos.',
  country: 'Give a country’s code, such as DE.',
  language: 'Give a language’s code, such as de.',
  weekday: 'Give a day of the week, such as saturday.',
  season: 'Give a season: spring, summer, autumn or winter.',
  reason: 'Give a reason, such as too-small.',
  status: 'Give a status, such as out for delivery.',
  phrase: 'Give a word or a phrase, such as broken.',
};

/**
 * An amount as people type it: `1500`, `1,500.00`, `1 500`, `.40`, `$5`. Null when it is none, or could mean two things
 * (`1,5`), or is finer than the currency.
 */
export function readAmount(text: string, currency: string): Money | null {
  const plain = ungrouped(withoutCurrency(text, currency)).replace(/^(-?)\./, '$10.');
  return parseMoney(plain, currency);
}

function withoutCurrency(text: string, currency: string): string {
  const parts = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(1);
  const symbol = parts.find(({ type }) => type === 'currency')?.value ?? currency;
  let bare = text.trim();
  for (const mark of [currency, symbol]) {
    if (bare.startsWith(mark)) bare = bare.slice(mark.length).trim();
    else if (bare.endsWith(mark)) bare = bare.slice(0, -mark.length).trim();
  }
  return bare;
}

function amountAdvice(text: string, currency: string): string {
  const example = exampleAmount(1500, currency);
  return `${text.trim() === '' ? 'Give an amount' : 'Write the amount in digits'}, such as ${example}.`;
}

function exampleAmount(whole: number, currency: string): string {
  return formatAmount({ amountMinor: whole * 10 ** minorDigits(currency), currency });
}

function textOf({ fact, value }: Condition): string {
  if (factDefinition(fact).type === 'words') return listText(wordsOf(value));
  if (typeof value === 'boolean' || typeof value === 'string') return String(value);
  const ends = [
    ...numbersOf(value).map((number) => number.toLocaleString('en')),
    ...amountsOf(value).map(formatAmount),
  ];
  return ends.join(' to ');
}

function formatAmount(money: Money): string {
  return formatMoney(money).replace(` ${money.currency}`, '');
}
