import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import { storesContract } from '../../contracts/stores.ts';

storesContract(async () => createMemoryStores(), 100);
