import { expect, test } from 'vitest';
import type { SweepStore } from '../../core/ports.ts';
import type { FoundLate, Sweep } from '../../core/sweep.ts';
import { customerId, DAY_MS, NOW, orderId, shopDomain } from '../core/builders.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');

function buildSweep(over: Partial<Sweep> = {}): Sweep {
  const startedAt = over.startedAt ?? NOW;
  return {
    id: new Date(startedAt).toISOString(),
    revision: 1,
    startedAt,
    finishedAt: null,
    from: startedAt - DAY_MS,
    until: startedAt,
    place: { what: 'orders', cursor: null },
    checked: { orders: 0, customers: 0 },
    found: [],
    foundCount: 0,
    unchecked: [],
    uncheckedCount: 0,
    stuck: null,
    finding: [],
    problem: null,
    leftOut: null,
    ...over,
  };
}

/** What every store of sweeps keeps. */
export function sweepStoreContract(create: () => Promise<SweepStore>): void {
  test('a shop that was never swept has no sweep', async () => {
    const sweeps = await create();
    expect(await sweeps.latest(SHOP)).toBeNull();
    expect(await sweeps.list(SHOP, 5)).toEqual([]);
  });

  test('a sweep is read as it was saved last, all that it found included', async () => {
    const sweeps = await create();
    const found = Array.from({ length: 200 }, (_, index): FoundLate => {
      const order = { id: orderId(index + 1), name: `#${index}` };
      return { what: 'order_missed', order, customer: customerId(7), changedAt: NOW + index, decision: null };
    });
    const begun = buildSweep();
    const checked = { orders: 250, customers: 3 };
    const finished = { revision: 2, finishedAt: NOW + 9, place: null, found, foundCount: 300, checked };
    expect(await sweeps.save(SHOP, begun)).toBe(true);
    expect(await sweeps.latest(SHOP)).toEqual(begun);
    expect(await sweeps.save(SHOP, buildSweep(finished))).toBe(true);
    expect(await sweeps.latest(SHOP)).toEqual(buildSweep(finished));
  });

  test('a stale or a skipped revision is not saved', async () => {
    const sweeps = await create();
    expect(await sweeps.save(SHOP, buildSweep({ revision: 2 }))).toBe(false);
    await sweeps.save(SHOP, buildSweep());
    for (const revision of [1, 3]) {
      expect(await sweeps.save(SHOP, buildSweep({ revision, problem: 'late' }))).toBe(false);
    }
    expect(await sweeps.list(SHOP, 5)).toEqual([buildSweep()]);
  });

  test('of those who save at once, one does', async () => {
    const sweeps = await create();
    const saved = await Promise.all([1, 2, 3].map((foundCount) => sweeps.save(SHOP, buildSweep({ foundCount }))));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect((await sweeps.latest(SHOP))?.foundCount).toBe(saved.indexOf(true) + 1);
  });

  test('the list is newest first up to its limit, and the latest is the first of it', async () => {
    const sweeps = await create();
    const nights = [1, 0, 2].map((day) => buildSweep({ startedAt: NOW + day * DAY_MS }));
    for (const sweep of nights) await sweeps.save(SHOP, sweep);
    const newestFirst = [nights[2], nights[0], nights[1]];
    expect(await sweeps.list(SHOP, 5)).toEqual(newestFirst);
    expect(await sweeps.list(SHOP, 2)).toEqual(newestFirst.slice(0, 2));
    expect(await sweeps.latest(SHOP)).toEqual(nights[2]);
    for (const sweep of nights) expect(await sweeps.find(SHOP, sweep.id)).toEqual(sweep);
    expect(await sweeps.find(SHOP, 'never')).toBeNull();
  });

  test('one shop never sees another’s sweeps', async () => {
    const sweeps = await create();
    await sweeps.save(SHOP, buildSweep());
    expect(await sweeps.latest(OTHER)).toBeNull();
    expect(await sweeps.list(OTHER, 5)).toEqual([]);
    expect(await sweeps.find(OTHER, buildSweep().id)).toBeNull();
    expect(await sweeps.save(OTHER, buildSweep())).toBe(true);
  });
}
