import type { LinesClause } from './clause.ts';
import { numbersOf } from './condition-value.ts';
import type { Facts } from './facts/catalogue.ts';
import { factIn } from './facts/catalogue.ts';
import { rangeOf, type Verdict, verdictOf, verdictOfGroup } from './verdict.ts';

/** A line of an order as far as rules ask: its facts are those of the catalogue that are of lines. */
export interface SeenLine {
  readonly title: string;
  readonly quantity: number;
  readonly facts: Facts;
}

export interface SeenLines {
  readonly lines: readonly SeenLine[];
  /** There are more than are kept. */
  readonly isPartial?: true;
}

/** What was found. */
export interface Counted {
  /** Lines or items that are as asked. */
  readonly from: number;
  /** With those of which it is not known; null where there may be any number more. */
  readonly to: number | null;
  /** Lines that are not. */
  readonly failing: number;
}

/** How something asked of lines came out. */
export interface LinesOutcome {
  readonly clause: LinesClause;
  readonly verdict: Verdict;
  /** Null where the lines are not known. */
  readonly counted: Counted | null;
  /** Titles of a few that are as asked; for `every` of those that are not. */
  readonly titles: readonly string[];
}

const MAX_TITLES = 3;

export function outcomeOfLines(clause: LinesClause, seen: SeenLines | undefined): LinesOutcome {
  if (!seen) return { clause, verdict: 'unknown', counted: null, titles: [] };
  const judged = seen.lines.map((line) => ({ line, verdict: verdictOfLine(clause, line) }));
  const lines = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict).map(({ line }) => line);
  const from = sum(clause, lines('holds'));
  const to = seen.isPartial ? null : from + sum(clause, lines('unknown'));
  const counted = { from, to, failing: lines('fails').length };
  const titles = lines(clause.lines === 'every' ? 'fails' : 'holds').map(({ title }) => title);
  const few = [...new Set(titles)].slice(0, MAX_TITLES);
  return { clause, verdict: verdictOfCounted(clause, counted), counted, titles: few };
}

function verdictOfLine({ where }: LinesClause, { facts }: SeenLine): Verdict {
  const verdicts = where.map(({ fact, operator, value }) => ({
    verdict: verdictOf(operator, value, factIn(facts, fact)),
  }));
  return verdictOfGroup('all', verdicts);
}

function sum(clause: LinesClause, lines: readonly SeenLine[]): number {
  return lines.reduce((total, line) => total + weightIn(clause, line), 0);
}

/** What a line that is as asked adds. */
export function weightIn({ lines }: LinesClause, { quantity }: SeenLine): number {
  return lines === 'quantity' ? quantity : 1;
}

/** `every` asks for a line at all: an order of which nothing is left gets nothing for it. */
export function verdictOfCounted(clause: LinesClause, { from, to, failing }: Counted): Verdict {
  const most = to ?? Number.POSITIVE_INFINITY;
  switch (clause.lines) {
    case 'any':
      return from > 0 ? 'holds' : most > 0 ? 'unknown' : 'fails';
    case 'none':
      return from > 0 ? 'fails' : most > 0 ? 'unknown' : 'holds';
    case 'every':
      return failing > 0 || most === 0 ? 'fails' : most > from ? 'unknown' : 'holds';
    default: {
      const { low, high, isOutside } = rangeOf(clause.operator, numbersOf(clause.value));
      if (low <= from && most <= high) return isOutside ? 'fails' : 'holds';
      if (most < low || high < from) return isOutside ? 'holds' : 'fails';
      return 'unknown';
    }
  }
}
