import type { Told } from '../run/simulate-life.ts';
import {
  decidedOnce,
  decisionsAreReplayed,
  everyDecisionIsExplained,
  onePerkPerRule,
  profilesAreSums,
} from './decisions.ts';
import { nothingOfErasedIsLeft } from './erasure.ts';
import { gather, type Invariant } from './evidence.ts';
import { cardsAreTrue, productsAreTrue } from './kept.ts';
import { backIsBack, nothingOfDeletedShopIsLeft, requestsAreListed } from './leaving.ts';
import { mergesAreKnown } from './merges.ts';
import { nothingForThePast, pastIsKnown } from './past.ts';
import {
  doneIsDone,
  duePerksAreThere,
  noCreditTwice,
  noMessageTwice,
  nothingIsSentTwice,
  nothingUndueIsThere,
  switchHolds,
} from './perks.ts';
import { foundIsReported, nobodyHammers, nothingWaits, unclearIsUnknowable } from './rest.ts';
import { returnDecidedOnce, returnsAreAsSaid, returnsAreKnown } from './returns.ts';
import { reviewsAreDecidedOnce } from './reviews.ts';
import { waitingEnds } from './risks.ts';
import { delaysAreNoticed, delaysAreTrue, shipmentsAreKnown } from './shipments.ts';
import { shopsAreApart } from './tenancy.ts';

export const INVARIANTS: readonly Invariant[] = [
  profilesAreSums,
  onePerkPerRule,
  decisionsAreReplayed,
  decidedOnce,
  returnDecidedOnce,
  returnsAreKnown,
  delaysAreTrue,
  delaysAreNoticed,
  shipmentsAreKnown,
  everyDecisionIsExplained,
  duePerksAreThere,
  doneIsDone,
  returnsAreAsSaid,
  nothingUndueIsThere,
  noCreditTwice,
  noMessageTwice,
  nothingIsSentTwice,
  nothingWaits,
  unclearIsUnknowable,
  switchHolds,
  nobodyHammers,
  foundIsReported,
  reviewsAreDecidedOnce,
  waitingEnds,
  cardsAreTrue,
  productsAreTrue,
  nothingForThePast,
  pastIsKnown,
  mergesAreKnown,
  nothingOfErasedIsLeft,
  requestsAreListed,
  nothingOfDeletedShopIsLeft,
  backIsBack,
  shopsAreApart,
];

export interface Violation {
  readonly invariant: string;
  readonly shop: string;
  readonly what: string;
}

export async function violationsOf(told: Told): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const number of told.world.shops.keys()) {
    const evidence = await gather(told, number);
    for (const { name, contradictions } of INVARIANTS) {
      for (const what of contradictions(evidence))
        violations.push({ invariant: name, shop: evidence.truth.domain, what });
    }
  }
  return violations;
}
