import { compiledRules } from '../../core/compile.ts';
import { evaluateRule, guardsOf } from '../../core/evaluate.ts';
import type { Facts } from '../../core/facts/catalogue.ts';
import { certainly } from './certain-truth.ts';
import { BY_HAND, FIFTY_RULES, factsOfOrder, type PlainOrder, plainOrders } from './fifty-rules.ts';
import { jsonLogic, jsonRules, zen } from './other-engines.ts';
import { median, printTable, ratio } from './print-table.ts';

const ORDERS = 2_000;
const ROUNDS = 9;
const ROUND_MS = 150;
/** Times as long as closures that somebody wrote by hand. */
const LIMIT = 3;

/** One order as each engine wants it. */
interface Asked {
  readonly order: PlainOrder;
  readonly facts: Facts;
}

/** By rule, whether it matches. */
type Matcher = (asked: Asked) => readonly boolean[] | Promise<readonly boolean[]>;

const OURS = 'Concierge, compiled';
const REASONS = 'Concierge, with every reason';
const HAND = 'closures written by hand';

/** Fifty rules asked of the same orders by us and by others: identical outcomes, and what they cost. */
export async function benchRules(): Promise<boolean> {
  const asked = plainOrders(ORDERS).map((order): Asked => ({ order, facts: factsOfOrder(order) }));
  const { rules, matches } = compiledRules(FIFTY_RULES, 'order.placed');
  const truths = rules.map((rule) => certainly([...guardsOf(rule.on), ...rule.when]));
  const [logic, zenRules, jsonRulesOf] = [jsonLogic(truths), zen(truths), jsonRules(truths)];
  const matchers: Readonly<Record<string, Matcher>> = {
    [HAND]: ({ order }) => BY_HAND.map((byHand) => byHand(order)),
    [OURS]: ({ facts }) => matches(facts),
    [REASONS]: ({ facts }) => rules.map((rule) => evaluateRule(rule, facts).matches),
    'json-logic-engine 5': ({ order }) => logic(order),
    '@gorules/zen-engine 0.52': ({ order }) => zenRules(order),
    'json-rules-engine 7': ({ order }) => jsonRulesOf(order),
  };
  await assertIdentical(matchers, asked);
  return report(await measure(matchers, asked));
}

async function assertIdentical(matchers: Readonly<Record<string, Matcher>>, asked: readonly Asked[]): Promise<void> {
  let matching = 0;
  for (const each of asked) {
    const expected = BY_HAND.map((byHand) => byHand(each.order));
    matching += expected.filter(Boolean).length;
    for (const [name, matcher] of Object.entries(matchers)) {
      const found = await matcher(each);
      const wrong = expected.findIndex((match, index) => match !== found[index]);
      if (wrong >= 0) throw new Error(`${name} decides rule ${wrong} otherwise for ${JSON.stringify(each.order)}`);
    }
  }
  const share = ((matching / asked.length / BY_HAND.length) * 100).toFixed(0);
  console.log(`50 rules asked of ${asked.length} orders: all decide alike, ${share}% match.`);
}

/**
 * Rule evaluations in a second of the processor, by name; rounds in turns, so that whatever else the machine does falls on
 * all alike.
 */
async function measure(
  matchers: Readonly<Record<string, Matcher>>,
  asked: readonly Asked[],
): Promise<Map<string, number>> {
  const rates = new Map(Object.keys(matchers).map((name): [string, number[]] => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, matcher] of Object.entries(matchers)) {
      const rate = await rateOf(matcher, asked);
      // The first round is for the compiler.
      if (round > 0) rates.get(name)?.push(rate);
    }
  }
  return new Map([...rates].map(([name, each]) => [name, median(each)]));
}

async function rateOf(matcher: Matcher, asked: readonly Asked[]): Promise<number> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let evaluations = 0;
  for (let at = 0; at % 64 !== 0 || performance.now() - startedAt < ROUND_MS; at += 1) {
    const each = asked[at % asked.length];
    if (!each) throw new Error('there are no orders');
    const outcome = matcher(each);
    evaluations += (outcome instanceof Promise ? await outcome : outcome).length;
  }
  const { user, system } = process.cpuUsage(before);
  return (evaluations / (user + system)) * 1e6;
}

function report(rates: ReadonlyMap<string, number>): boolean {
  const rate = (name: string) => rates.get(name) ?? Number.NaN;
  printTable(
    'Rule evaluations in a second of the processor, of 50 rules on one order',
    ['', 'a second', 'times by hand'],
    [...rates].map(([name, each]) => [name, Math.round(each).toLocaleString('en'), ratio(rate(HAND), each)]),
  );
  const isWithin = rate(HAND) <= rate(OURS) * LIMIT;
  if (!isWithin) console.log(`  Over the limit: compiled rules take at most ${LIMIT} times as long as those by hand.`);
  return isWithin;
}
