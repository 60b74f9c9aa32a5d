import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldReturn, isSizeReason, type ReturnRecord, type SeenReturn } from '../../core/return.ts';
import { buildReturn, buildShop, HOUR_MS, NOW } from './builders.ts';

const SHOP = buildShop();
const LABELLED = { labelledAt: NOW - HOUR_MS, isTracked: false };
const TRACKED = { labelledAt: null, isTracked: true };

const seen = (readAt: number, over: Partial<SeenReturn['return']>): SeenReturn => ({
  return: buildReturn(over),
  readAt: NOW + readAt,
});

function foldAll(all: readonly SeenReturn[]): ReturnRecord {
  let record: ReturnRecord | null = null;
  for (const each of all) record = foldReturn(record, each, SHOP, NOW + HOUR_MS).record;
  if (!record) throw new Error('nothing was read');
  return record;
}

const reading = fc.record({
  readAt: fc.integer({ min: 0, max: 20 }),
  status: fc.constantFrom('open' as const, 'closed' as const),
  sendingBack: fc.constantFrom(undefined, TRACKED, { ...TRACKED, labelledAt: NOW + 3 }, LABELLED),
});

const readings = fc
  .uniqueArray(reading, { selector: ({ readAt }) => readAt, minLength: 3, maxLength: 7 })
  .chain((all) =>
    fc.tuple(fc.constant(all), fc.array(fc.constantFrom(...all)), fc.shuffledSubarray(all, { minLength: all.length })),
  );

test('in any order, however often, readings make one record: the newest is kept, and the newest that tells how it comes back', () => {
  fc.assert(
    fc.property(readings, ([all, more, shuffled]) => {
      const record = foldAll(
        [...more, ...shuffled].map(({ readAt, status, sendingBack }) =>
          seen(readAt, { status, ...(sendingBack && { sendingBack }) }),
        ),
      );
      const byTime = all.toSorted((a, b) => a.readAt - b.readAt);
      const telling = byTime.filter(({ sendingBack }) => sendingBack !== undefined);
      const since = telling.map(({ readAt, sendingBack }) => sendingBack?.labelledAt ?? NOW + readAt);
      expect(record.readAt).toBe(NOW + (byTime.at(-1)?.readAt ?? 0));
      expect(record.snapshot.status).toBe(byTime.at(-1)?.status);
      expect(record.snapshot.sendingBack).toEqual(telling.at(-1)?.sendingBack);
      expect(record.attachedAt).toBe(since.length === 0 ? undefined : Math.min(...since));
    }),
  );
});

const DETAILS = { reasons: ['too-small'], orderValue: null, deliveredAt: NOW - HOUR_MS };

test('what one reading told beside it stays when a file of the past tells none of it, by the newest that told, in any order', () => {
  const all: SeenReturn[] = [
    { ...seen(1, {}), details: { ...DETAILS, reasons: [] } },
    { ...seen(2, {}), details: DETAILS },
    seen(3, { status: 'open' }),
  ];
  for (const order of [all, all.toReversed(), [...all, ...all], [all[2], all[1], all[0]] as SeenReturn[]]) {
    expect(foldAll(order)).toMatchObject({ details: { ...DETAILS, readAt: NOW + 2 }, snapshot: { status: 'open' } });
  }
  expect(foldAll([seen(3, {})])).not.toHaveProperty('details');
});

test('what the customer wrote is nowhere in the record', () => {
  const record = foldAll([{ ...seen(1, {}), details: DETAILS, note: 'Tight at the shoulders' }]);
  expect(JSON.stringify(record)).not.toMatch(/shoulders/);
});

test.each([
  ['too-small', true],
  ['too-big', true],
  ['sleeves-too-long', true],
  ['tight-around-thighs', true],
  ['fit', true],
  ['type-too-small', false],
  ['field-of-view-too-narrow', false],
  ['color', false],
  ['loose-threads', false],
  ['heel-too-high', false],
])('the reason “%s” is of the size: %s', (reason, isOfSize) => {
  expect(isSizeReason(reason)).toBe(isOfSize);
});

test('the same reading again is nothing to write, a newer one of the same is no change', () => {
  const known = foldAll([seen(5, { sendingBack: TRACKED })]);
  const fold = (each: SeenReturn) => foldReturn(known, each, SHOP, NOW);
  expect(fold(seen(5, { sendingBack: TRACKED })).record).toBe(known);
  expect(fold(seen(4, { status: 'open' })).record).toBe(known);
  const newer = fold(seen(6, { sendingBack: TRACKED }));
  expect(newer).toMatchObject({ changed: false, record: { readAt: NOW + 6, attachedAt: NOW + 5 } });
  expect(fold(seen(4, { sendingBack: TRACKED }))).toMatchObject({ changed: true, record: { attachedAt: NOW + 4 } });
});

test('one that was kept before the time of how it comes back was is taken as read when the rest of it was', () => {
  const { sendingBackReadAt: _, ...older } = foldAll([seen(5, { sendingBack: TRACKED })]);
  const fold = (each: SeenReturn) => foldReturn(older, each, SHOP, NOW).record;
  expect(fold(seen(4, { sendingBack: LABELLED })).snapshot.sendingBack).toEqual(TRACKED);
  expect(fold(seen(6, { sendingBack: LABELLED }))).toMatchObject({
    snapshot: { sendingBack: LABELLED },
    attachedAt: NOW - HOUR_MS,
  });
});
