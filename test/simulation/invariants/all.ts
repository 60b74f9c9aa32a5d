import type { Told } from '../run/simulate-life.ts';
import { decidedOnce, everyDecisionIsExplained, onePerkPerRule, profilesAreSums } from './decisions.ts';
import { nothingOfErasedIsLeft } from './erasure.ts';
import { gather, type Invariant } from './evidence.ts';
import { goodsAreAsSaid } from './goods.ts';
import { deletedOrdersCountNothing, disputesAreCounted, holdsAreTrue } from './hindrances.ts';
import { cardsAreTrue, productsAreTrue } from './kept.ts';
import { backIsBack, nothingOfDeletedShopIsLeft, requestsAreListed } from './leaving.ts';
import { mergesAreKnown } from './merges.ts';
import { fileIsRead, profilesCountOrders } from './money.ts';
import { nothingForThePast, pastIsKnown } from './past.ts';
import { companiesAreTrue, deletedAreKnown, timelinesAreWhole } from './people.ts';
import {
  doneIsDone,
  duePerksAreThere,
  noCreditTwice,
  noMessageTwice,
  nothingIsSentTwice,
  nothingUndueIsThere,
  switchHolds,
} from './perks.ts';
import { decisionsAreReplayed, moneyIsNotMixed } from './replay.ts';
import { foundIsReported, nobodyHammers, nothingWaits, unclearIsUnknowable } from './rest.ts';
import { returnDecidedOnce, returnsAreAsSaid, returnsAreAsTold, returnsAreKnown } from './returns.ts';
import { reviewsAreDecidedOnce, reviewsAreKnown } from './reviews.ts';
import { waitingEnds } from './risks.ts';
import { scopesAreHeeded, settingsAreKnown } from './settings.ts';
import { delaysAreNoticed, delaysAreTrue, shipmentsAreKnown } from './shipments.ts';
import { shopsAreApart } from './tenancy.ts';

export const INVARIANTS: readonly Invariant[] = [
  profilesAreSums,
  profilesCountOrders,
  deletedOrdersCountNothing,
  disputesAreCounted,
  moneyIsNotMixed,
  onePerkPerRule,
  decisionsAreReplayed,
  decidedOnce,
  returnDecidedOnce,
  returnsAreKnown,
  returnsAreAsTold,
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
  reviewsAreKnown,
  waitingEnds,
  holdsAreTrue,
  goodsAreAsSaid,
  cardsAreTrue,
  productsAreTrue,
  timelinesAreWhole,
  companiesAreTrue,
  settingsAreKnown,
  scopesAreHeeded,
  nothingForThePast,
  pastIsKnown,
  fileIsRead,
  mergesAreKnown,
  deletedAreKnown,
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
