import type { GroupKind, LinesClause } from '../clause.ts';
import type { Condition } from '../condition.ts';
import type { EventType } from '../event.ts';
import type { Rule } from '../policy.ts';

/** What a language says of rules. Each stands within a sentence, as it does there. */
export interface RuleWords {
  /** “When an order is placed” */
  readonly events: Readonly<Record<EventType, string>>;
  /** How many of a group’s clauses must hold: “at least one of these holds”. */
  readonly groups: Readonly<Record<GroupKind, string>>;
  /** “the order’s total is over 100.00 USD” */
  condition(condition: Condition, on: EventType): string;
  /** What is asked of lines, before what a line must be: “at least one line of the order has all of this”. */
  lines(clause: LinesClause): string;
  /** What is done, in its order: “add the tag “gift” to the order”. */
  actions(rule: Rule): string[];
  /** A sentence of its own: “Waits up to 10 minutes for the order’s fraud risk; without it, gives nothing.” */
  wait(wait: NonNullable<Rule['waitForRisk']>): string;
  /** “When … and …, then ….” */
  sentence(event: string, conditions: readonly string[], actions: readonly string[]): string;
}
