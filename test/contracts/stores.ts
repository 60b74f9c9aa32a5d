import { describe } from 'vitest';
import type { Stores } from '../../adapters/stores.ts';
import { companiesContract } from './companies.ts';
import { draftStoreContract } from './draft-store.ts';
import { effectQueriesContract } from './effect-queries.ts';
import { erasuresContract } from './erasures.ts';
import { importStoreContract } from './import-store.ts';
import { ledgerContract } from './ledger.ts';
import { parkingLotContract } from './parking-lot.ts';
import { privacyContract } from './privacy.ts';
import { productStoreContract } from './product-store.ts';
import { reviewConnectionsContract } from './review-connections.ts';
import { reviewStoreContract } from './review-store.ts';
import { scheduleContract } from './schedule.ts';
import { sessionStorageContract } from './session-storage.ts';
import { shopsContract } from './shops.ts';
import { sweepStoreContract } from './sweep-store.ts';
import { topicCounterContract } from './topic-counter.ts';

/** Every battery on one technology. `create` gives empty stores whose clock stands at `NOW`. */
export function storesContract(create: () => Promise<Stores>, runs: number): void {
  describe('ledger', () => ledgerContract(create, runs));
  describe('decisions by effect', () => effectQueriesContract(create, runs));
  describe('erasures', () => erasuresContract(create));
  describe('privacy', () => privacyContract(create));
  describe('schedule', () => scheduleContract(create));
  describe('shops and policies', () => shopsContract(create));
  describe('draft store', () => draftStoreContract(async () => (await create()).drafts));
  describe('parking lot', () => parkingLotContract(async () => (await create()).parking));
  describe('import store', () => importStoreContract(async () => (await create()).imports));
  describe('sweep store', () => sweepStoreContract(async () => (await create()).sweeps));
  describe('product store', () => productStoreContract(async () => (await create()).products));
  describe('companies', () => companiesContract(create));
  describe('review store', () => reviewStoreContract(create));
  describe('review connections', () => reviewConnectionsContract(async () => (await create()).reviewConnections));
  describe('topic counter', () => topicCounterContract(async () => (await create()).topics));
  describe('session storage', () => sessionStorageContract(async () => (await create()).sessions));
}
