import type { Stores } from '../stores.ts';
import type { Dynamo } from './client.ts';
import { createDynamoCompanyStore } from './company-store.ts';
import { createDynamoDataRequestStore } from './data-request-store.ts';
import { createDynamoDraftStore } from './draft-store.ts';
import { createDynamoErasureStore, customerHash } from './erasure-store.ts';
import { createDynamoImportStore } from './import-store.ts';
import { createDynamoLedger } from './ledger.ts';
import { createDynamoParkingLot } from './parking-lot.ts';
import { createDynamoPolicyStore } from './policy-store.ts';
import { createDynamoProductStore } from './product-store.ts';
import { createDynamoReviewConnections } from './review-connections.ts';
import { createDynamoReviewStore } from './review-store.ts';
import { createDynamoSchedule } from './schedule.ts';
import { createDynamoSessionStorage } from './session-storage.ts';
import { createDynamoShopRedactionStore } from './shop-redaction-store.ts';
import { createDynamoShopStore } from './shop-store.ts';
import { createDynamoSweepStore } from './sweep-store.ts';
import { createDynamoTopicCounter } from './topic-counter.ts';

/**
 * On the one table.
 *
 * @param clock Domain time: lists of decisions begin with its month.
 * @param secret Keys the hashes by which those are known whose data was erased.
 */
export function createDynamoStores(dynamo: Dynamo, clock: { now(): Date }, secret: string): Stores {
  const hash = customerHash(secret);
  const shops = createDynamoShopStore(dynamo);
  return {
    shops,
    policies: createDynamoPolicyStore(dynamo, shops, clock),
    drafts: createDynamoDraftStore(dynamo),
    ledger: createDynamoLedger(dynamo, clock, hash),
    erasures: createDynamoErasureStore(dynamo, secret),
    requests: createDynamoDataRequestStore(dynamo),
    redactions: createDynamoShopRedactionStore(dynamo),
    schedule: createDynamoSchedule(dynamo),
    parking: createDynamoParkingLot(dynamo),
    imports: createDynamoImportStore(dynamo),
    sweeps: createDynamoSweepStore(dynamo),
    products: createDynamoProductStore(dynamo),
    companies: createDynamoCompanyStore(dynamo),
    reviews: createDynamoReviewStore(dynamo),
    reviewConnections: createDynamoReviewConnections(dynamo),
    topics: createDynamoTopicCounter(dynamo),
    sessions: createDynamoSessionStorage(dynamo),
  };
}
