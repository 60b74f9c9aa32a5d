import type {
  CompanyStore,
  DataRequestStore,
  DraftStore,
  ErasureStore,
  ImportStore,
  Ledger,
  ParkingLot,
  PolicyStore,
  ProductStore,
  ReviewConnections,
  ReviewStore,
  Schedule,
  ShopRedactionStore,
  ShopStore,
  SweepStore,
  TopicCounter,
} from '../core/ports.ts';
import type { SessionStorage } from './sessions.ts';

/** Every store of the product, whatever it is made of. */
export interface Stores {
  readonly shops: ShopStore;
  readonly policies: PolicyStore;
  readonly drafts: DraftStore;
  readonly ledger: Ledger;
  readonly erasures: ErasureStore;
  readonly requests: DataRequestStore;
  readonly redactions: ShopRedactionStore;
  readonly schedule: Schedule;
  readonly parking: ParkingLot;
  readonly imports: ImportStore;
  readonly sweeps: SweepStore;
  readonly products: ProductStore;
  readonly companies: CompanyStore;
  readonly reviews: ReviewStore;
  readonly reviewConnections: ReviewConnections;
  readonly topics: TopicCounter;
  readonly sessions: SessionStorage;
}
