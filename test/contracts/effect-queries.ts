import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Decision } from '../../core/decide.ts';
import { EFFECT_STATES, type EffectState, isWaiting, OPEN_STATES, WAITING_STATES } from '../../core/effects.ts';
import { newOrderRecord } from '../../core/order.ts';
import type { DecisionQuery, Ledger, ShopStore } from '../../core/ports.ts';
import { buildShop, customerId, DAY_MS, NOW, shopDomain } from '../core/builders.ts';
import { buildDecision, CREDIT_RULE, NOTHING, THREE_RULES, withEffects } from './records.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('atelier-2');
const FULL = shopDomain('atelier-3');
const HELD = 3_000;
const RULES = [...THREE_RULES, CREDIT_RULE];
/** Two of the packing instruction, one of the credit. */
const EFFECTS = 3;

interface Subject {
  readonly ledger: Ledger;
  readonly shops: ShopStore;
}

/** How every ledger finds decisions by what became of their effects. `runs` is how often a property is tried. */
export function effectQueriesContract(create: () => Promise<Subject>, runs: number): void {
  /** Newest first, as they are stored. */
  const stored: Decision[] = [];
  let subject: Subject;
  beforeAll(async () => {
    subject = await create();
    for (const shop of [SHOP, OTHER]) await subject.shops.install(shop, buildShop(), NOW - 400 * DAY_MS);
    for (const [index, states] of manyStates().entries()) stored.unshift(await store(subject.ledger, index, states));
  });

  test('decisions are found by what became of their effects, together with any other question, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const found = await readAll(subject.ledger, query);
        expect(found).toEqual(stored.filter((decision) => answers(decision, query)));
      }),
      { numRuns: runs },
    );
  });

  test.each(['waiting', 'open', ...EFFECT_STATES] as const)(
    '“%s” is found, and nothing of another shop',
    async (effect) => {
      const found = await readAll(subject.ledger, { effect, limit: 7 });
      expect(found.length).toBeGreaterThan(3);
      expect(found).toEqual(stored.filter((decision) => answers(decision, { effect, limit: 7 })));
      expect(await subject.ledger.decisions(OTHER, { effect, limit: 7 })).toEqual({ decisions: [], cursor: null });
    },
  );

  test('open decisions are counted by state, each once for a state, the newest up to a limit', async () => {
    const { ledger } = subject;
    const open = stored.filter((decision) => answers(decision, { effect: 'open', limit: 1 }));
    for (const most of [1, 5, open.length, 1000]) {
      const counts = OPEN_STATES.map((effect) => {
        const ofState = open.slice(0, most).filter((decision) => answers(decision, { effect, limit: 1 }));
        return [effect, ofState.length] as const;
      });
      expect(await ledger.countOpen(SHOP, most)).toEqual(new Map(counts.filter(([, count]) => count > 0)));
    }
    expect(await ledger.countOpen(OTHER, 5)).toEqual(new Map());
  });

  test('what is unclear is found at once behind thousands that are held', async () => {
    const { ledger } = subject;
    const needle = withEffects(buildDecision({ number: 1, at: NOW - DAY_MS }), { state: 'unclear' });
    await ledger.commit(FULL, { ...NOTHING, decisions: [needle] });
    for (let start = 0; start < HELD; start += 100) {
      const decisions = Array.from({ length: 100 }, (_, index) =>
        withEffects(buildDecision({ number: start + index + 2, at: NOW - start - index }), { state: 'held' }),
      );
      await ledger.commit(FULL, { ...NOTHING, decisions });
    }
    const began = performance.now();
    expect(await ledger.decisions(FULL, { effect: 'unclear', limit: 5 })).toEqual({
      decisions: [needle],
      cursor: null,
    });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await ledger.countOpen(FULL, HELD + 1)).toEqual(
      new Map([
        ['unclear', 1],
        ['held', HELD],
      ]),
    );
    const held = await ledger.decisions(FULL, { effect: 'held', limit: 150 });
    expect(held.decisions).toHaveLength(150);
    const older = await ledger.decisions(FULL, { effect: 'held', limit: 150, cursor: held.cursor ?? '' });
    expect(older.decisions[0]?.decidedAt).toBe((held.decisions.at(-1)?.decidedAt ?? 0) - 1);
  });
}

/** All three effects in each state, and every pair of states in one decision. */
function manyStates(): EffectState[][] {
  const alike = EFFECT_STATES.map((state) => Array.from({ length: EFFECTS }, () => state));
  const mixed = EFFECT_STATES.flatMap((first, index) =>
    EFFECT_STATES.slice(index + 1).map((second): EffectState[] => [first, second, 'done']),
  );
  return [...alike, ...mixed, []];
}

/** Decided and then acted on, as in life: by way of other states, so that nothing of them may be left. */
async function store(ledger: Ledger, index: number, states: readonly EffectState[]) {
  const spend = states.length === 0 ? { spendMinor: 0 } : {};
  const customer = customerId(7 + (index % 3));
  const at = NOW - 100 * DAY_MS + index * 2 * DAY_MS;
  const built = buildDecision({ number: index + 1, at, customer, rules: RULES, ...spend });
  const decision = index % 5 === 0 ? { ...built, event: { ...built.event, customer: null } } : built;
  const order = { ...newOrderRecord(decision.event.order), revision: 1, decision: decision.id };
  await ledger.commit(SHOP, { ...NOTHING, orders: [order], decisions: [decision] });
  if (states.length === 0) return decision;
  const through: readonly EffectState[] = [index % 2 === 0 ? 'held' : 'attempting', 'refused', 'pending'];
  const passed = await act(ledger, decision, through);
  return act(ledger, passed, states);
}

async function act(ledger: Ledger, decision: Decision, states: readonly EffectState[]): Promise<Decision> {
  expect(decision.effects).toHaveLength(EFFECTS);
  const effects = decision.effects.map((effect, place) => ({ ...effect, state: states[place] ?? effect.state }));
  const acted = { ...decision, revision: decision.revision + 1, effects };
  expect(await ledger.recordEffects(SHOP, acted, effects.some(isWaiting) ? NOW : null)).toBe('recorded');
  return acted;
}

const anyQuery: fc.Arbitrary<DecisionQuery> = fc.record(
  {
    effect: fc.constantFrom('waiting' as const, 'open' as const, ...EFFECT_STATES),
    rule: fc.constantFrom(...RULES.map(({ id }) => id)),
    outcome: fc.constantFrom('granted' as const, 'no_match' as const, 'not_possible' as const),
    customer: fc.constantFrom(customerId(7), customerId(8)),
    order: fc.nat({ max: 30 }).map((number) => buildDecision({ number: number + 1 }).event.order),
    since: fc.nat({ max: 110 }).map((days) => NOW - days * DAY_MS),
    limit: fc.integer({ min: 1, max: 20 }),
  },
  { requiredKeys: ['effect', 'limit'] },
);

/** What the port says, read naively. */
function answers(decision: Decision, { effect, rule, outcome, customer, order, since = 0 }: DecisionQuery): boolean {
  const states = effect === 'waiting' ? WAITING_STATES : effect === 'open' ? OPEN_STATES : [effect];
  const isOfRule = (each: { rule: string }) => rule === undefined || each.rule === rule;
  const outcomes = decision.outcomes.filter(isOfRule);
  return (
    decision.effects.filter(isOfRule).some(({ state }) => states.includes(state)) &&
    outcomes.some((each) => outcome === undefined || each.outcome === outcome) &&
    [undefined, decision.event.customer].includes(customer) &&
    [undefined, decision.event.order].includes(order) &&
    decision.decidedAt >= since
  );
}

async function readAll(ledger: Ledger, query: DecisionQuery): Promise<Decision[]> {
  const found: Decision[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await ledger.decisions(SHOP, { ...query, cursor });
    expect(page.decisions.length).toBeLessThanOrEqual(query.limit);
    found.push(...page.decisions);
    cursor = page.cursor;
  }
  return found;
}
