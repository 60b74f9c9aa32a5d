import type { Stores } from '../stores.ts';
import { createMemoryLedger } from './ledger.ts';
import { createMemoryParkingLot } from './parking-lot.ts';
import { createMemorySessionStorage } from './session-storage.ts';
import { createMemoryShops } from './shops.ts';
import { createMemoryTopicCounter } from './topic-counter.ts';

/** In memory: held to the same contracts as the ones on DynamoDB. */
export function createMemoryStores(): Stores {
  return {
    ...createMemoryShops(),
    ledger: createMemoryLedger(),
    parking: createMemoryParkingLot(),
    topics: createMemoryTopicCounter(),
    sessions: createMemorySessionStorage(),
  };
}
