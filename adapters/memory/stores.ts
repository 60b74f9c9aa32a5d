import type { Instant } from '../../core/identity.ts';
import type { Stores } from '../stores.ts';
import { createMemoryCompanyStore } from './company-store.ts';
import { createMemoryDataRequests } from './data-requests.ts';
import { createMemoryDraftStore } from './draft-store.ts';
import { createMemoryErasures } from './erasures.ts';
import { createMemoryImportStore } from './import-store.ts';
import { createMemoryLedger } from './ledger.ts';
import { createMemoryParkingLot } from './parking-lot.ts';
import { createMemoryProductStore } from './product-store.ts';
import { createMemoryReviewConnections } from './review-connections.ts';
import { createMemorySchedule } from './schedule.ts';
import { createMemorySessionStorage } from './session-storage.ts';
import { createMemoryShopRedactions } from './shop-redactions.ts';
import { createMemoryShops } from './shops.ts';
import { createMemorySweepStore } from './sweep-store.ts';
import { createMemoryTopicCounter } from './topic-counter.ts';

export interface MemoryStores extends Stores {
  /** When the next thing is due; null when nothing is. */
  nextDueAt(): Instant | null;
}

/** In memory: held to the same contracts as the ones on DynamoDB. */
export function createMemoryStores(): MemoryStores {
  const ofShops = createMemoryShops((shop) => ofRedactions.isBeingDeleted(shop));
  const { shops, policies } = ofShops;
  const ofErasures = createMemoryErasures();
  const { erasures } = ofErasures;
  const ofLedger = createMemoryLedger(ofErasures.isErased);
  const { ledger, reviews } = ofLedger;
  const own = { reviewConnections: createMemoryReviewConnections(), sessions: createMemorySessionStorage() };
  const records = {
    drafts: createMemoryDraftStore(),
    requests: createMemoryDataRequests(),
    parking: createMemoryParkingLot(),
    imports: createMemoryImportStore(),
    sweeps: createMemorySweepStore(),
    products: createMemoryProductStore(),
    companies: createMemoryCompanyStore(),
    topics: createMemoryTopicCounter(),
  };
  const ofRedactions = createMemoryShopRedactions(
    shops,
    [ofShops, ...Object.values(own)],
    [ofErasures, ofLedger, ...Object.values(records)],
  );
  const sources = [ofLedger, ofShops, ofErasures, ofRedactions].map(({ due }) => due);
  return {
    ...own,
    ...records,
    shops,
    policies,
    ledger,
    reviews,
    erasures,
    redactions: ofRedactions.redactions,
    schedule: createMemorySchedule(sources),
    nextDueAt() {
      const times = sources.flatMap((due) => due()).map(({ at }) => at);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
