import type { Stores } from '../stores.ts';
import { createMemoryErasures } from './erasures.ts';
import { createMemoryImportStore } from './import-store.ts';
import { createMemoryLedger } from './ledger.ts';
import { createMemoryParkingLot } from './parking-lot.ts';
import { createMemoryProductStore } from './product-store.ts';
import { createMemoryReviewConnections } from './review-connections.ts';
import { createMemorySchedule } from './schedule.ts';
import { createMemorySessionStorage } from './session-storage.ts';
import { createMemoryShops } from './shops.ts';
import { createMemorySweepStore } from './sweep-store.ts';
import { createMemoryTopicCounter } from './topic-counter.ts';

/** In memory: held to the same contracts as the ones on DynamoDB. */
export function createMemoryStores(): Stores {
  const { shops, policies, due: dueChores } = createMemoryShops();
  const { erasures, isErased, due: dueErasures } = createMemoryErasures();
  const { ledger, reviews, due: dueDecisions } = createMemoryLedger(isErased);
  return {
    shops,
    policies,
    ledger,
    erasures,
    schedule: createMemorySchedule([dueDecisions, dueChores, dueErasures]),
    parking: createMemoryParkingLot(),
    imports: createMemoryImportStore(),
    sweeps: createMemorySweepStore(),
    products: createMemoryProductStore(),
    reviews,
    reviewConnections: createMemoryReviewConnections(),
    topics: createMemoryTopicCounter(),
    sessions: createMemorySessionStorage(),
  };
}
