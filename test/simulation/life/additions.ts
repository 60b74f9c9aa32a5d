import type { Instant } from '../../../core/identity.ts';
import { orderDeletionsOf } from './deletions.ts';
import { disputesOf } from './disputes.ts';
import { orderFileOf } from './files.ts';
import type { Add, Draw } from './generate.ts';
import { type GoodsLife, goodsOf } from './goods.ts';
import { holdsOf } from './holds.ts';
import { companiesOf, deletionOf, shopReviewsOf, textConsentsOf } from './people.ts';
import { laterStepsOf } from './returns.ts';
import { grantsOf, settingsOf } from './settings.ts';

export interface Placed {
  readonly order: number;
  readonly at: Instant;
}

export interface Background {
  readonly begin: Instant;
  readonly placed: readonly Placed[];
  /** Any moment; chance of its own, by a name. */
  readonly rare: (name: string) => readonly [anytime: () => Instant, draw: Pick<Draw, 'some' | 'isTrue' | 'gapMs'>];
  readonly rules: () => object[];
  readonly goods: GoodsLife | null;
}

/**
 * What lives came to know after the seeds that are tried again in each test run had found what they found: without it they are
 * what they were.
 */
export function additionsOf({ begin, placed, rare, rules, goods }: Background, add: Add): void {
  orderDeletionsOf(placed, rare('order deletions')[1], add);
  disputesOf(placed, rare('disputes')[1], add);
  holdsOf(placed, rare('holds')[1], add);
  laterStepsOf(placed, rare('later steps')[1], add);
  deletionOf(...rare('deletion'), add);
  textConsentsOf(...rare('text consents'), add);
  companiesOf(...rare('companies'), add);
  shopReviewsOf(...rare('shop reviews'), add);
  settingsOf(rules, ...rare('settings'), add);
  grantsOf(...rare('grants'), add);
  orderFileOf(begin, ...rare('order file'), add);
  if (goods) goodsOf(begin, ...rare('goods'), add);
}
