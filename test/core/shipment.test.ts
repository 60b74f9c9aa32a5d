import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  businessDaysWithoutScan,
  daysLate,
  delayedFrom,
  foldShipment,
  type ScanStatus,
  type SeenShipment,
  type ShipmentRecord,
} from '../../core/shipment.ts';
import { buildShipment, buildShop, DAY_MS, HOUR_MS, NOW } from './builders.ts';

const NEW_YORK = 'America/New_York';
const SHOP = buildShop();
/** Midnight in New York, in winter. */
const midnight = (day: number) => Date.UTC(2026, 10, day, 5);

describe('out of sight', () => {
  test.each([
    // November 20 is a Friday.
    ['a scan on Monday: Tuesday, Wednesday and Thursday pass', midnight(16) + 10 * HOUR_MS, midnight(20)],
    ['the very first minute of Monday is as good', midnight(16), midnight(20)],
    ['a scan on Friday: the weekend does not count', midnight(20) + 23 * HOUR_MS, midnight(26)],
    ['a scan on Sunday: as on Friday', midnight(22) + HOUR_MS, midnight(26)],
  ])('%s', (_, at, from) => {
    const shipment = buildShipment({ sentAt: at - DAY_MS, lastScan: { at, status: 'in_transit' } });
    expect(delayedFrom(shipment, NEW_YORK)).toBe(from);
    expect(businessDaysWithoutScan(shipment, NEW_YORK, from - 1)).toBe(2);
    expect(businessDaysWithoutScan(shipment, NEW_YORK, from)).toBe(3);
  });

  test('the days are those of the shop, also when its clocks change', () => {
    // In Berlin summer ends on Sunday, October 25, 2026.
    const at = Date.UTC(2026, 9, 22, 21, 59);
    const shipment = buildShipment({ sentAt: at, lastScan: null });
    expect(delayedFrom(shipment, 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 27, 23));
    expect(delayedFrom(shipment, 'Pacific/Auckland')).toBe(Date.UTC(2026, 9, 28, 11));
  });

  test('never scanned at all, it counts from when it was sent', () => {
    expect(delayedFrom(buildShipment({ sentAt: midnight(16), lastScan: null }), NEW_YORK)).toBe(midnight(20));
  });

  test('nothing is missed of what no carrier tells, what waits to be fetched, was called off or is not sent yet', () => {
    const silent = [
      buildShipment({ isTracked: false, lastScan: null }),
      buildShipment({ lastScan: { at: NOW - 9 * DAY_MS, status: 'ready_for_pickup' } }),
      buildShipment({ status: 'called_off' }),
      buildShipment({ status: 'prepared' }),
      buildShipment({ deliveredAt: NOW }),
    ];
    expect(silent.map((shipment) => delayedFrom(shipment, NEW_YORK))).toEqual(silent.map(() => null));
    expect(businessDaysWithoutScan(buildShipment({ isTracked: false }), NEW_YORK, NOW)).toBeNull();
  });
});

describe('late', () => {
  const promised = (over = {}) => buildShipment({ isTracked: false, promisedAt: NOW, ...over });

  test('a whole day after the promise', () => {
    expect(delayedFrom(promised(), NEW_YORK)).toBe(NOW + DAY_MS);
    expect(daysLate(promised(), NOW - DAY_MS)).toBe(0);
    expect(daysLate(promised(), NOW + DAY_MS - 1)).toBe(0);
    expect(daysLate(promised(), NOW + DAY_MS)).toBe(1);
    expect(daysLate(buildShipment(), NOW)).toBeNull();
  });

  test('what arrived within it was never late; what arrived later is as late as it was then', () => {
    expect(delayedFrom(promised({ deliveredAt: NOW + DAY_MS - 1 }), NEW_YORK)).toBeNull();
    const late = promised({ deliveredAt: NOW + 2 * DAY_MS });
    expect(delayedFrom(late, NEW_YORK)).toBe(NOW + DAY_MS);
    expect(daysLate(late, NOW + 9 * DAY_MS)).toBe(2);
  });

  test('the first of promise and silence counts', () => {
    const scanned = buildShipment({ lastScan: { at: midnight(16), status: 'in_transit' }, sentAt: midnight(15) });
    expect(delayedFrom({ ...scanned, promisedAt: midnight(18) }, NEW_YORK)).toBe(midnight(19));
    expect(delayedFrom({ ...scanned, promisedAt: midnight(25) }, NEW_YORK)).toBe(midnight(20));
  });
});

describe('the fold', () => {
  const seen = (over = {}, readAt = NOW): SeenShipment => ({ shipment: buildShipment(over), readAt });
  const fold = (known: ShipmentRecord | null, each: SeenShipment) => foldShipment(known, each, SHOP, each.readAt);

  test('a delay happens once, at the moment from which on it is one', () => {
    const first = fold(null, seen());
    expect(first).toMatchObject({ changed: true, delayedAt: null, record: { delay: 'awaited', lookAt: midnight(25) } });
    const early = fold(first.record, seen({}, midnight(25) - 1));
    expect(early).toMatchObject({ changed: false, delayedAt: null });
    const late = fold(first.record, seen({}, midnight(25)));
    expect(late).toMatchObject({ changed: true, delayedAt: midnight(25), record: { delay: 'decided', lookAt: null } });
    expect(fold(late.record, seen({}, midnight(26)))).toMatchObject({ changed: false, delayedAt: null });
  });

  test('a scan puts it off, an arrival ends it', () => {
    const { record } = fold(null, seen());
    const at = midnight(24) + HOUR_MS;
    const scanned = fold(record, seen({ lastScan: { at, status: 'out_for_delivery' } }, at));
    expect(scanned.record).toMatchObject({ delay: 'awaited', lookAt: midnight(28) });
    const arrived = fold(scanned.record, seen({ deliveredAt: at + HOUR_MS }, at + HOUR_MS));
    expect(arrived).toMatchObject({ changed: true, delayedAt: null, record: { delay: 'awaited', lookAt: null } });
  });

  test.each([
    ['48 hours before anybody told of it', { sentAt: NOW - 20 * DAY_MS, lastScan: null }],
    ['before the install', { sentAt: SHOP.installedAt - 20 * DAY_MS, lastScan: null }],
  ])('what was delayed %s is the past, for good', (_, over) => {
    const first = fold(null, seen(over));
    expect(first).toMatchObject({ delayedAt: null, record: { delay: 'past', lookAt: null } });
    expect(fold(first.record, seen({ promisedAt: NOW }, NOW + DAY_MS)).delayedAt).toBeNull();
  });

  test('what was read the same again stays against an older reading that comes late', () => {
    const same = fold(fold(null, seen()).record, seen({}, NOW + 10));
    expect(same).toMatchObject({ changed: false, record: { readAt: NOW + 10 } });
    expect(fold(same.record, seen({ deliveredAt: NOW }, NOW + 5)).record).toBe(same.record);
  });

  test('known from an earlier installation, it is the past as well', () => {
    const { record } = fold(null, seen());
    const again = { ...SHOP, installedAt: midnight(27) };
    expect(foldShipment(record, seen({}, midnight(28)), again, midnight(28))).toMatchObject({
      delayedAt: null,
      record: { delay: 'past' },
    });
  });

  test('in any order, however often, readings make one record: the newest is kept', () => {
    const status = fc.constantFrom<ScanStatus>('in_transit', 'out_for_delivery', 'ready_for_pickup', 'failure');
    const reading = fc.record({
      readAt: fc.integer({ min: 0, max: 30 * 24 }).map((hours) => NOW + hours * HOUR_MS),
      promisedAt: fc.option(fc.constantFrom(-3, 1, 9).map((days) => NOW + days * DAY_MS)),
      deliveredAt: fc.option(fc.constant(NOW + 3 * DAY_MS)),
      lastScan: fc.option(fc.record({ at: fc.constant(NOW), status })),
    });
    const readings = fc
      .uniqueArray(reading, { selector: ({ readAt }) => readAt, minLength: 1, maxLength: 8 })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.array(fc.constantFrom(...all)),
          fc.shuffledSubarray(all, { minLength: all.length }),
        ),
      );
    fc.assert(
      fc.property(readings, ([all, more, shuffled]) => {
        const now = NOW + 31 * DAY_MS;
        let happened = 0;
        let record: ShipmentRecord | null = null;
        for (const { readAt, ...over } of [...more, ...shuffled]) {
          const folded = foldShipment(record, seen(over, readAt), SHOP, now);
          if (folded.delayedAt !== null) happened += 1;
          record = folded.record;
        }
        const newest = all.reduce((last, each) => (each.readAt > last.readAt ? each : last));
        const { readAt, ...over } = newest;
        expect(record).toMatchObject({ readAt, snapshot: buildShipment(over) });
        expect(happened).toBeLessThanOrEqual(1);
      }),
    );
  });
});
