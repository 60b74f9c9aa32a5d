import type { Ledger, ParkingLot, PolicyStore, ShopStore, TopicCounter } from '../../core/ports.ts';
import type { SessionStorage } from '../sessions.ts';
import { createMemoryLedger } from './ledger.ts';
import { createMemoryParkingLot } from './parking-lot.ts';
import { createMemorySessionStorage } from './session-storage.ts';
import { createMemoryShops } from './shops.ts';
import { createMemoryTopicCounter } from './topic-counter.ts';

/** Every store of the product, in memory: held to the same contracts as the ones on DynamoDB. */
export interface MemoryStores {
  readonly shops: ShopStore;
  readonly policies: PolicyStore;
  readonly ledger: Ledger;
  readonly parking: ParkingLot;
  readonly topics: TopicCounter;
  readonly sessions: SessionStorage;
}

export function createMemoryStores(): MemoryStores {
  return {
    ...createMemoryShops(),
    ledger: createMemoryLedger(),
    parking: createMemoryParkingLot(),
    topics: createMemoryTopicCounter(),
    sessions: createMemorySessionStorage(),
  };
}
