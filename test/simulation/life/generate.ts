import type { Instant } from '../../../core/identity.ts';
import { type Chance, createChance } from '../world/chance.ts';
import { FAULT_KINDS, type FaultKind } from '../world/faults.ts';
import { additionsOf, type Placed } from './additions.ts';
import { erasureOf } from './erasure.ts';
import type { Happening, LifeEvent } from './events.ts';
import { goodsLifeOf } from './goods.ts';
import { randomHistoryRules } from './history.ts';
import { importOf } from './imports.ts';
import { cardsOf, productsOf } from './kept.ts';
import { leavingOf, requestsOf } from './leaving.ts';
import { mergesOf } from './merges.ts';
import { parcelOf } from './parcels.ts';
import { returnsOf } from './returns.ts';
import { randomRiskRules, risksOf } from './risks.ts';
import { parcelRules, randomReturnRules, randomRules, reviewRules } from './rules.ts';
import { ALL_SCOPES, someScopes, troublesOf } from './troubles.ts';

/** Weeks of two shops, and what goes wrong meanwhile. */
export interface Life {
  readonly seed: number;
  readonly begin: Instant;
  /** Nothing happens and nothing goes wrong after it. */
  readonly end: Instant;
  readonly events: readonly LifeEvent[];
  readonly faults: readonly FaultKind[];
  readonly severity: number;
  readonly workers: { readonly decide: number; readonly act: number };
}

/** Chance in the shapes that lives are made of. */
export interface Draw {
  /** A whole number from 0 to `most`. */
  some(most: number): number;
  isTrue(probability: number): boolean;
  /** From a second to a day, as often seconds as minutes as hours. */
  gapMs(): number;
  /** Any moment of the life, or one at which something happens anyway. */
  moment(): Instant;
  /** How much more often trouble comes than usual. */
  readonly trouble: number;
}

export type Add = (name: string, at: Instant, happening: Happening) => void;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The clocks change in New York six days later. */
const BEGIN = Date.UTC(2026, 9, 26, 12);

/** @param withAdditions false: as lives were before what `additionsOf` makes happen. */
export function generateLife(seed: number, withAdditions = true): Life {
  const chance = createChance(seed);
  const random = chance.sequence('life');
  // A storm: a day or two with everything in the same hour. Else weeks in which things happen now and then.
  const isStorm = random() < 0.4;
  const days = isStorm ? 1 + Math.floor(random() * 2) : 2 + Math.floor(random() ** 2 * 12);
  const end = BEGIN + days * DAY_MS;
  // Few faults at a time find more than all at once: each gets its turn undisturbed.
  const calm = random();
  const faults = FAULT_KINDS.filter(() => random() < calm);
  const events = [0, 1].flatMap((shop) => [
    ...lifeOf(shop, { days, end, isStorm, withAdditions }, chance),
    ...reviewsOf(shop, end, chance.sequence(`reviews ${shop}`)),
  ]);
  return {
    seed,
    begin: BEGIN - 40 * DAY_MS,
    end,
    events: events.sort((a, b) => a.at - b.at),
    faults,
    severity: 0.3 + random() * (random() < 0.3 ? 5 : 2),
    workers: { decide: 2 + Math.floor(random() * 3), act: 2 + Math.floor(random() * 3) },
  };
}

interface Weather {
  readonly days: number;
  readonly end: Instant;
  readonly isStorm: boolean;
  readonly withAdditions: boolean;
}

function lifeOf(shop: number, { days, end, isStorm, withAdditions }: Weather, chance: Chance): LifeEvent[] {
  const random = chance.sequence(`shop ${shop}`);
  // Of their own, so that everything else stays what it was without them.
  const ofReturns = chance.sequence(`returns ${shop}`);
  const ofParcels = chance.sequence(`parcels ${shop}`);
  const events: LifeEvent[] = [];
  const add: Add = (name, at, happening) => {
    if (at < end) events.push({ name: `${shop}/${name}`, at, shop, ...happening });
  };
  const { some, isTrue, gapMs } = drawFrom(random);
  const ofRisks = drawFrom(chance.sequence(`risks ${shop}`));
  const goods = withAdditions ? goodsLifeOf(drawFrom(chance.sequence(`goods rules ${shop}`))) : null;
  const historyRules = withAdditions ? randomHistoryRules(drawFrom(chance.sequence(`history rules ${shop}`))) : [];
  const rules = () => [
    ...randomRules(random),
    ...randomReturnRules(ofReturns),
    ...reviewRules(),
    ...parcelRules(),
    ...randomRiskRules(ofRisks),
    ...(goods?.rules() ?? []),
    ...historyRules,
  ];
  const anytime = () => BEGIN + some(end - BEGIN);
  const rush = anytime();
  const moments = [rush];
  const moment = () => {
    const near = moments[some(moments.length - 1)] ?? rush;
    return isTrue(isStorm ? 0.9 : 0.5) ? near + (isTrue(0.7) ? some(12_000) : some(15 * 60_000)) : anytime();
  };
  const draw: Draw = { some, isTrue, gapMs, moment, trouble: isStorm ? 2 : 1 };

  add('installed', BEGIN + some(60_000), { kind: 'installed', scopes: isTrue(0.85) ? ALL_SCOPES : someScopes(draw) });
  add('first policy', BEGIN + 120_000, { kind: 'published', rules: rules() });
  const placed: Placed[] = [];
  const orders = 2 + some(Math.min(8, 2 + days));
  for (let order = 1; order <= orders; order += 1) {
    const isPast = order === 1 && isTrue(0.5);
    const placedAt = isPast
      ? BEGIN - some(30) * DAY_MS - HOUR_MS
      : isTrue(isStorm ? 0.8 : 0.3)
        ? rush + some(20_000)
        : anytime();
    if (!isPast) moments.push(placedAt);
    placed.push({ order, at: placedAt });
    const customer = isTrue(0.15) ? null : 1 + some(2);
    const paid = isTrue(0.8);
    const amounts = { sizes: 1 + some(3), totalMinor: 500 + some(60_000) };
    add(`order ${order}`, placedAt, { kind: 'order', order, customer, ...amounts, paid, test: isTrue(0.05) });
    changesOf(order, placedAt, paid, draw, add);
    returnsOf(order, placedAt, drawFrom(ofReturns), add);
    risksOf(order, placedAt, ofRisks, add);
    parcelOf(order, placedAt, drawFrom(ofParcels), add);
  }
  if (isTrue(0.4)) add('customer', anytime(), { kind: 'customer', customer: 4 });
  for (let number = some(2); number > 0; number -= 1) {
    add(`policy ${number}`, moment(), { kind: 'published', rules: rules() });
  }
  troublesOf(days, draw, add);
  const rare = (name: string) => {
    const drawn = drawFrom(chance.sequence(`${name} ${shop}`));
    return [() => BEGIN + drawn.some(end - BEGIN), drawn] as const;
  };
  erasureOf(...rare('erasure'), add);
  requestsOf(...rare('requests'), add);
  mergesOf(moments, ...rare('merges'), add);
  importOf(BEGIN, ...rare('imports'), add);
  cardsOf(...rare('cards'), add);
  productsOf(...rare('products'), add);
  const [leavingTime, ofLeaving] = rare('leaving');
  leavingOf(leavingTime, rules, ofLeaving, add);
  if (withAdditions) additionsOf({ begin: BEGIN, placed, rare, rules, goods }, add);
  return events;
}

function drawFrom(random: () => number): Pick<Draw, 'some' | 'isTrue' | 'gapMs'> {
  return {
    some: (most) => Math.floor(random() * (most + 1)),
    isTrue: (probability) => random() < probability,
    gapMs: () => Math.floor(1000 * 86_400 ** random()),
  };
}

/** Some are changed soon, so that the second delivery may overtake the first. */
function reviewsOf(shop: number, end: Instant, random: () => number): LifeEvent[] {
  const some = (most: number) => Math.floor(random() * (most + 1));
  return Array.from({ length: some(4) }, (_, index) => index + 1).flatMap((review) => {
    const customer = random() < 0.15 ? null : 1 + some(2);
    const at = BEGIN + HOUR_MS + some(end - BEGIN - HOUR_MS);
    const times = random() < 0.4 ? [at, at + 1000 + some(3 * HOUR_MS)] : [at];
    return times.flatMap((moment, index) => {
      const happening = { kind: 'reviewed', review, customer, rating: 1 + some(4) } as const;
      return moment < end ? [{ name: `${shop}/review ${review} ${index}`, at: moment, shop, ...happening }] : [];
    });
  });
}

function changesOf(order: number, placedAt: Instant, paid: boolean, { some, isTrue, gapMs }: Draw, add: Add): void {
  const later = () => placedAt + gapMs() + (isTrue(0.2) ? some(60) * HOUR_MS : 0);
  if (!paid && isTrue(0.7)) add(`paid ${order}`, later(), { kind: 'paid', order });
  if (isTrue(0.3)) {
    add(`edited ${order}`, later(), { kind: 'edited', order, sizes: 1 + some(3), addedMinor: some(20_000) });
  }
  if (isTrue(0.25)) add(`refunded ${order}`, later(), { kind: 'refunded', order, percent: 1 + some(99) });
  if (isTrue(0.12)) add(`cancelled ${order}`, later(), { kind: 'cancelled', order });
  if (isTrue(0.08)) add(`reassigned ${order}`, later(), { kind: 'reassigned', order, customer: 1 + some(2) });
  if (isTrue(0.15)) add(`tagged ${order}`, later(), { kind: 'staff_tags', order, tag: 'vip' });
  if (isTrue(0.15)) add(`noted ${order}`, later(), { kind: 'staff_notes', order, line: 'Ring twice' });
}
