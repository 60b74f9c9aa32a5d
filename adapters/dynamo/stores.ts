import type { Ledger, ParkingLot, PolicyStore, ShopStore, TopicCounter } from '../../core/ports.ts';
import type { SessionStorage } from '../sessions.ts';
import type { Dynamo } from './client.ts';
import { createDynamoLedger } from './ledger.ts';
import { createDynamoParkingLot } from './parking-lot.ts';
import { createDynamoPolicyStore } from './policy-store.ts';
import { createDynamoSessionStorage } from './session-storage.ts';
import { createDynamoShopStore } from './shop-store.ts';
import { createDynamoTopicCounter } from './topic-counter.ts';

/** Every store of the product on the one table. */
export interface DynamoStores {
  readonly shops: ShopStore;
  readonly policies: PolicyStore;
  readonly ledger: Ledger;
  readonly parking: ParkingLot;
  readonly topics: TopicCounter;
  readonly sessions: SessionStorage;
}

/** @param clock Domain time: lists of decisions begin with its month. */
export function createDynamoStores(dynamo: Dynamo, clock: { now(): Date }): DynamoStores {
  const shops = createDynamoShopStore(dynamo);
  return {
    shops,
    policies: createDynamoPolicyStore(dynamo, shops),
    ledger: createDynamoLedger(dynamo, clock),
    parking: createDynamoParkingLot(dynamo),
    topics: createDynamoTopicCounter(dynamo),
    sessions: createDynamoSessionStorage(dynamo),
  };
}
