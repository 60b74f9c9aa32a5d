import type { Breaker } from './breaker.ts';
import type { CompanyOrder, CompanyRecord, SeenCompany } from './company.ts';
import type { ChangeId, CustomerCard, CustomerChange, SeenCustomer } from './customer-card.ts';
import type { DataRequest } from './data-request.ts';
import type { Decision, OutcomeKind } from './decide.ts';
import type { Effect, EffectAction, EffectOutcome, EffectState, ReadBack, ShopWide } from './effects.ts';
import type { Erasure, Traces } from './erasure.ts';
import type { ExactlyOnce } from './exactly-once.ts';
import type { Goods, GoodsAsked } from './goods.ts';
import type { Happening } from './happening.ts';
import type { SeenHold } from './hold.ts';
import type {
  CompanyId,
  CustomerId,
  DecisionId,
  EffectId,
  FulfillmentOrderId,
  Instant,
  OrderId,
  ProductId,
  ReturnId,
  ReviewId,
  RuleId,
  ShipmentId,
  ShopDomain,
} from './identity.ts';
import type { MessageValues } from './message-variables.ts';
import type { OrderRecord, OrderSnapshot, Refund, SnapshotVersion } from './order.ts';
import type { Part, PastImport, Place } from './past-import.ts';
import type { Policy, PolicyDraft } from './policy.ts';
import type { ProductRecord, SeenProduct } from './product.ts';
import type { CustomerRecord } from './profile.ts';
import type { ReturnRecord, SeenReturn } from './return.ts';
import type { ReviewConnection, ReviewProvider, ReviewRecord } from './review.ts';
import type { DraftRecord } from './rules-draft.ts';
import type { SeenShipment, ShipmentRecord } from './shipment.ts';
import type { Chores, Imported, Shop, ShopDetails } from './shop.ts';
import type { ShopRedaction } from './shop-redaction.ts';
import type { OrderPart, Sweep } from './sweep.ts';

/** What the core needs of the world, in its own words. Adapters are named by technology. */

export interface ShopStore {
  /** `cheap` may miss the last second: enough where nothing is decided by it. */
  find(shop: ShopDomain, reading?: Reading): Promise<Shop | null>;
  /**
   * Records an installation. A shop that is installed keeps `installedAt` and its policy and takes the new details;
   * one that was uninstalled starts anew with the policy it had, its kill switch where it was. Details that the shop was
   * asked for earlier than those that are known change nothing. `at`: when the shop was asked.
   *
   * `being_deleted`: nothing was written. What an earlier installation kept is being deleted, and until that is over a
   * shop that left can’t begin anew, not even in the same moment.
   */
  install(shop: ShopDomain, details: ShopDetails, at: Instant): Promise<Shop | 'being_deleted'>;
  /** Ignored when the shop let us in after `at`: the delivery belongs to an earlier installation. */
  uninstall(shop: ShopDomain, at: Instant): Promise<void>;
  /**
   * Turns the kill switch. The move that follows is due at once. Turning it to where it is changes nothing.
   * @param by the staff member's id at the platform.
   */
  switchPerks(shop: ShopDomain, to: 'stopped' | 'given', at: Instant, by?: string): Promise<void>;
  /** Who opens it counts on what they read: `false` when the breaker is another by now. */
  setBreaker(shop: ShopDomain, before: Breaker | null, after: Breaker | null): Promise<boolean>;
  /** `false` when the chores are others by now. */
  setChores(shop: ShopDomain, before: Chores, after: Chores): Promise<boolean>;
  /** What an import made known, as long as the installation is the one that it read the past of. */
  setImported(shop: ShopDomain, installedAt: Instant, imported: Imported): Promise<void>;
}

/**
 * Asks the shop whether the installation that we know still holds, and takes its details anew. `revoked`: none of our
 * tokens is worth anything; they are forgotten, so that the next session token is exchanged for new ones.
 * `being_deleted`: the shop has to wait until that is over.
 */
export type ConfirmInstallation = (shop: string) => Promise<'confirmed' | 'revoked' | 'unreachable' | 'being_deleted'>;

export type Published =
  | { readonly kind: 'published'; readonly policy: Policy }
  /** Somebody published since `basedOn`. */
  | { readonly kind: 'outdated'; readonly running: number };

export interface PolicyStore {
  /** Version 0 is the empty policy; null for a version that was never published. */
  version(shop: ShopDomain, version: number): Promise<Policy | null>;
  /** Makes the draft version `basedOn + 1` and lets it run, in one step. @param note why. */
  publish(
    shop: ShopDomain,
    draft: PolicyDraft,
    basedOn: number,
    author: string,
    at: Instant,
    note?: string,
  ): Promise<Published>;
}

/** The one draft of each shop. */
export interface DraftStore {
  /** Null where there never was one. */
  find(shop: ShopDomain): Promise<DraftRecord | null>;
  /** The record carries the revision that it becomes; `false` when somebody wrote it since it was read. */
  save(shop: ShopDomain, record: DraftRecord): Promise<boolean>;
}

/**
 * All that one delivery changes: written in one transaction or not at all. Records carry the revision they become. An
 * order that waits is due when its time is up, until it waits no more.
 */
export interface Changes {
  readonly orders: readonly OrderRecord[];
  readonly returns?: readonly ReturnRecord[];
  readonly shipments?: readonly ShipmentRecord[];
  readonly customers: readonly CustomerRecord[];
  /** New decisions. Their effects are due again at `resendAt` if nobody has reported on them by then. */
  readonly decisions: readonly Decision[];
  readonly resendAt: Instant;
  /** Known decisions with new afterthoughts; nothing else of them is written. */
  readonly reconsidered: readonly Decision[];
  readonly reviews?: readonly ReviewRecord[];
  /** Writing one again changes nothing. */
  readonly changesOfCustomers?: readonly CustomerChange[];
}

export interface DecisionQuery {
  readonly outcome?: OutcomeKind;
  readonly rule?: RuleId;
  readonly customer?: CustomerId;
  readonly order?: OrderId;
  /** Decisions with an effect in this state; `waiting` and `open` stand for the states of those names. */
  readonly effect?: EffectState | 'waiting' | 'open';
  /** Inclusive; decided at or after. */
  readonly since?: Instant;
  readonly limit: number;
  /** From the page before. */
  readonly cursor?: string;
}

export interface DecisionPage {
  /** Newest first. */
  readonly decisions: readonly Decision[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

/** What is kept of a customer beside their profile. */
export type Belonging =
  | { readonly kind: 'order'; readonly id: OrderId; readonly at: Instant }
  | { readonly kind: 'return'; readonly id: ReturnId; readonly order: OrderId; readonly at: Instant }
  | { readonly kind: 'shipment'; readonly id: ShipmentId; readonly order: OrderId; readonly at: Instant }
  | { readonly kind: 'decision'; readonly id: DecisionId; readonly at: Instant }
  | { readonly kind: 'review'; readonly id: ReviewId; readonly at: Instant }
  | { readonly kind: 'change'; readonly id: ChangeId; readonly at: Instant }
  /** It happened later to an order, a return or a shipment. */
  | ({ readonly kind: 'happening' } & Happening)
  /** It was sent by a decision. */
  | { readonly kind: 'message'; readonly decision: DecisionId; readonly effect: EffectId; readonly at: Instant }
  /** A customer who was merged into this one. */
  | { readonly kind: 'customer'; readonly id: CustomerId; readonly at: Instant };

/** An entry that stands for no record of its own. */
export type LaterEntry = Extract<Belonging, { kind: 'happening' | 'message' }>;

export interface BelongingsPage {
  /**
   * Newest first: orders by when they were placed, returns by when asked for, shipments by when sent, decisions by when they were made, reviews
   * by when they were posted, customers by when they were merged. What happened later, and what was sent, by when it was.
   */
  readonly belongings: readonly Belonging[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

export interface Ledger {
  order(shop: ShopDomain, id: OrderId, reading: Reading): Promise<OrderRecord | null>;
  /** Of several orders at once; those that are not known are missing. */
  orders(shop: ShopDomain, ids: readonly OrderId[], reading: Reading): Promise<ReadonlyMap<OrderId, OrderRecord>>;
  /** A return stands with its order. */
  return(shop: ShopDomain, order: OrderId, id: ReturnId, reading: Reading): Promise<ReturnRecord | null>;
  /** So does a shipment. */
  shipment(shop: ShopDomain, order: OrderId, id: ShipmentId, reading: Reading): Promise<ShipmentRecord | null>;
  customer(shop: ShopDomain, id: CustomerId, reading: Reading): Promise<CustomerRecord | null>;
  decision(shop: ShopDomain, id: DecisionId, reading?: Reading): Promise<Decision | null>;
  /** A change stands with its customer. */
  changeOfCustomer(shop: ShopDomain, customer: CustomerId, id: ChangeId): Promise<CustomerChange | null>;
  /**
   * `conflict`: a record was written since it was read, or a customer whose record would begin was erased; read again and
   * decide again.
   */
  commit(shop: ShopDomain, changes: Changes): Promise<'committed' | 'conflict'>;
  /**
   * Writes the effects of a decision under its revision. `resendAt`: when tick has to send them again; null when
   * none is waiting any more.
   */
  recordEffects(shop: ShopDomain, decision: Decision, resendAt: Instant | null): Promise<'recorded' | 'conflict'>;
  decisions(shop: ShopDomain, query: DecisionQuery): Promise<DecisionPage>;
  /** May miss what was written within the last second. Orders are those whose newest snapshot names the customer, reviews those matched to them. */
  belongings(shop: ShopDomain, customer: CustomerId, limit: number, cursor?: string): Promise<BelongingsPage>;
  /**
   * Orders that count for a company, of the UTC days from that of `from` to that of `to`, newest day first, at most `limit`; may
   * miss what was written within the last second.
   */
  ordersFor(
    shop: ShopDomain,
    company: CompanyId,
    days: { readonly from: Instant; readonly to: Instant },
    limit: number,
  ): Promise<readonly CompanyOrder[]>;
  /** How many decisions have an effect in each open state; counts up to `most` decisions. */
  countOpen(shop: ShopDomain, most: number): Promise<ReadonlyMap<EffectState, number>>;
  /** Deletes the customer's record with all its parts. */
  forgetCustomer(shop: ShopDomain, customer: CustomerId): Promise<void>;
  forgetChange(shop: ShopDomain, customer: CustomerId, id: ChangeId): Promise<void>;
  /**
   * Takes out an entry of which its record tells no more: that a return was closed which was opened again. One that its
   * record still tells of goes with that. What it is about stays as it is.
   */
  forgetEntry(shop: ShopDomain, entry: LaterEntry): Promise<void>;
  /** Writes a decision without its customer, under its revision: event and effects; afterthoughts stay as they are. */
  eraseDecision(shop: ShopDomain, decision: Decision): Promise<'recorded' | 'conflict'>;
}

/** Whose data was erased, by a keyed hash: the records say of nobody who they were. */
export interface ErasureStore {
  /** Strongly consistent. */
  isErased(shop: ShopDomain, customer: CustomerId): Promise<boolean>;
  /**
   * From here on no record of this customer can be begun any more, and the erasing is due. One that was begun already
   * begins anew where these traces name something that it does not (`withTraces`); else it stays as it is.
   */
  begin(shop: ShopDomain, traces: Traces, at: Instant): Promise<Erasure>;
  find(shop: ShopDomain, id: string): Promise<Erasure | null>;
  /** `false` when somebody wrote it since it was read: `revision` is the one that it becomes. */
  save(shop: ShopDomain, erasure: Erasure): Promise<boolean>;
  /** In no order. */
  list(shop: ShopDomain, limit: number): Promise<readonly Erasure[]>;
  /** The keyed hash that stands for an e-mail address in the records of this shop, as the author of a review. */
  authorOf(shop: ShopDomain, email: string): string;
  /** Whether an erasing that was begun named this author. Strongly consistent. */
  isErasedAuthor(shop: ShopDomain, author: string): Promise<boolean>;
}

/** Who wants to see their data. */
export interface DataRequestStore {
  find(shop: ShopDomain, id: string): Promise<DataRequest | null>;
  /** `false` when somebody wrote it since it was read: `revision` is the one that it becomes. */
  save(shop: ShopDomain, request: DataRequest): Promise<boolean>;
  /** In no order. */
  list(shop: ShopDomain, limit: number): Promise<readonly DataRequest[]>;
}

/** Deletes all that is kept of a shop, whatever kind of record it is. What is left is the record of that. */
export interface ShopRedactionStore {
  find(shop: ShopDomain): Promise<ShopRedaction | null>;
  /** `false` when somebody wrote it since it was read: `revision` is the one that it becomes. */
  save(shop: ShopDomain, redaction: ShopRedaction): Promise<boolean>;
  /**
   * The shop itself, its policies, sessions and connections, and then the shop’s record. `installed`: it has the app, and
   * nothing more is deleted. `some`: somebody else writes or has written; what is left goes at the next call.
   */
  deleteShop(shop: ShopDomain): Promise<{ readonly deleted: number; readonly left: 'nothing' | 'some' | 'installed' }>;
  /** A share of all else: from the cursor, null at the beginning, up to the one answered. `isAll`: nothing is left. */
  deleteRecords(
    shop: ShopDomain,
    cursor: string | null,
  ): Promise<{ readonly deleted: number; readonly cursor: string | null; readonly isAll: boolean }>;
}

/** What is due, of any shop. */
export interface Schedule {
  /** Oldest first, then by decision. */
  due(now: Instant, limit: number): Promise<readonly Due[]>;
}

export type Due =
  | { readonly kind: 'decision'; readonly shop: ShopDomain; readonly decision: DecisionId }
  | {
      readonly kind: 'shipment';
      readonly shop: ShopDomain;
      readonly order: OrderId;
      readonly shipment: ShipmentId;
    }
  | { readonly kind: 'chores'; readonly shop: ShopDomain }
  /** It has waited as long as it was to. */
  | { readonly kind: 'order'; readonly shop: ShopDomain; readonly order: OrderId }
  | { readonly kind: 'erasure'; readonly shop: ShopDomain; readonly erasure: string }
  | { readonly kind: 'redaction'; readonly shop: ShopDomain };

/** `latest` costs twice as much; the first try may be `cheap` since every write is conditional. */
export type Reading = 'cheap' | 'latest';

/** Service goes before bulk: what a customer waits for is never behind a mailing. */
export type EffectClass = 'service' | 'bulk';

export interface EffectQueue {
  /** `attempt` makes a re-send of the same decision a message of its own. */
  send(shop: ShopDomain, decision: DecisionId, effectClass: EffectClass, attempt: number): Promise<void>;
}

export type ReadFailure =
  /** Unreachable, throttled, no valid token just now. */
  | {
      readonly kind: 'unavailable';
      readonly problem: string;
      readonly shopWide?: ShopWide;
      /** How long a throttled shop asks to wait. */
      readonly afterMs?: number;
    }
  /** The shop did not grant the scope. */
  | { readonly kind: 'denied'; readonly problem: string };

export interface SeenOrder {
  readonly order: OrderSnapshot;
  readonly version: SnapshotVersion;
  /** Of those that the order lists, with what each was; absent where only their ids are known. */
  readonly refunds?: readonly Refund[];
}

export interface ShopReader {
  order(shop: ShopDomain, id: OrderId): Promise<{ kind: 'found'; seen: SeenOrder } | { kind: 'missing' } | ReadFailure>;
  return(
    shop: ShopDomain,
    id: ReturnId,
  ): Promise<{ kind: 'found'; seen: SeenReturn } | { kind: 'missing' } | ReadFailure>;
  shipment(
    shop: ShopDomain,
    id: ShipmentId,
  ): Promise<{ kind: 'found'; seen: SeenShipment } | { kind: 'missing' } | ReadFailure>;
  /** Of those that exist, in no order; a hundred at once at most. */
  products(
    shop: ShopDomain,
    ids: readonly ProductId[],
  ): Promise<{ kind: 'found'; seen: readonly SeenProduct[] } | ReadFailure>;
  /** What is still ordered, with what no delivery tells of it. */
  goods(
    shop: ShopDomain,
    order: OrderId,
    asked: GoodsAsked,
  ): Promise<{ kind: 'found'; goods: Goods } | { kind: 'missing' } | ReadFailure>;
  /** A company with the first hundred of its people. */
  company(
    shop: ShopDomain,
    id: CompanyId,
  ): Promise<{ kind: 'found'; seen: SeenCompany } | { kind: 'missing' } | ReadFailure>;
  /** Where a part of an order is sent from, and whether it is on hold. */
  hold(
    shop: ShopDomain,
    id: FulfillmentOrderId,
  ): Promise<{ kind: 'found'; seen: SeenHold } | { kind: 'missing' } | ReadFailure>;
  /**
   * One page of a customer's orders created at or after `since`, newest first. Orders too old to be decided come
   * without their lines: nothing reads them.
   */
  ordersOf(
    shop: ShopDomain,
    customer: CustomerId,
    since: Instant,
    cursor: string | null,
  ): Promise<{ kind: 'page'; seen: readonly SeenOrder[]; cursor: string | null } | ReadFailure>;
  /**
   * One page of the orders whose `updated_at` lies in the span, oldest change first, with their lines. Beside them the
   * newest returns of these orders and of all that a return is asked for, and the shipments of these orders that changed
   * since a week before the span, each where `scopes` let the app read it.
   */
  changedOrders(
    shop: ShopDomain,
    span: Span,
    cursor: string | null,
    scopes: readonly string[],
  ): Promise<ChangedOrders | ReadFailure>;
  /**
   * One page of the customers whose `updated_at` lies in the span, oldest change first. `emails`: the addresses of those
   * that have one, where they are asked for; they are neither kept nor logged.
   */
  changedCustomers(
    shop: ShopDomain,
    span: Span,
    cursor: string | null,
    withEmails: boolean,
  ): Promise<
    | {
        kind: 'page';
        customers: readonly CustomerId[];
        emails?: ReadonlyMap<CustomerId, string>;
        cursor: string | null;
      }
    | ReadFailure
  >;
  /** The newest ten orders of a name as people say it, `#1001` or `1001`; most often one. */
  ordersNamed(shop: ShopDomain, name: string): Promise<{ kind: 'found'; orders: readonly OrderId[] } | ReadFailure>;
  /** What the shop keeps of a customer. */
  customer(
    shop: ShopDomain,
    id: CustomerId,
  ): Promise<{ kind: 'found'; card: CustomerCard } | { kind: 'missing' } | ReadFailure>;
  /** Who has exactly this e-mail address. It is neither kept nor logged. */
  customerWithEmail(
    shop: ShopDomain,
    email: string,
  ): Promise<{ kind: 'found'; customer: CustomerId } | { kind: 'missing' } | ReadFailure>;
}

/** Lets a shop collect all of a kind into one file, in its own time. */
export interface PastExport {
  /**
   * Asked again under the same mark, digits and `_`, it answers the same file. `busy`: it collects enough for now.
   *
   * @param span When the orders were placed, of which orders or returns are wanted; products and customers are all.
   */
  begin(
    shop: ShopDomain,
    part: Part,
    span: Span,
    mark: string,
  ): Promise<{ kind: 'begun'; file: string } | { kind: 'busy'; problem: string } | ReadFailure>;
  look(shop: ShopDomain, part: Part, file: string): Promise<ExportState | ReadFailure>;
  /** Ends a collection that is under way; one that has ended changes nothing. */
  cancel(shop: ShopDomain, file: string): Promise<{ kind: 'cancelled' } | ReadFailure>;
}

export type ExportState =
  | { readonly kind: 'collecting'; readonly count: number }
  /** `count`: how many there are; null where only reading them tells. `lineCount`: how many lines the file has. */
  | {
      readonly kind: 'ready';
      readonly count: number | null;
      readonly lineCount: number;
      lines(from: Place): AsyncIterable<FileLine>;
    }
  /** It ended without a file that is worth reading. */
  | { readonly kind: 'failed'; readonly problem: string; readonly isWorthRetrying: boolean }
  /** Files are kept for some days only. */
  | { readonly kind: 'gone' };

export type FileLine =
  /** `end`: the place after it, and after all that belongs to it. */
  | { readonly kind: 'order'; readonly seen: SeenOrder; readonly end: Place }
  | { readonly kind: 'product'; readonly seen: SeenProduct; readonly end: Place }
  | { readonly kind: 'return'; readonly seen: SeenReturn; readonly end: Place }
  | { readonly kind: 'customer'; readonly seen: SeenCustomer; readonly end: Place }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly end: Place }
  /** It says nothing of itself, and is neither read nor unreadable. */
  | { readonly kind: 'passed'; readonly end: Place }
  /** The rest can’t be read now. */
  | { readonly kind: 'broken'; readonly problem: string };

/** From inclusive, until exclusive. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

export type ChangedOrders = {
  kind: 'page';
  seen: readonly SeenOrder[];
  parts: readonly OrderPart[];
  /** What the shop lets nobody read of it. */
  leftOut: readonly ('returns' | 'shipments')[];
  cursor: string | null;
};

export interface EffectPerformer {
  exactlyOnce(kind: EffectAction['kind']): ExactlyOnce;
  /**
   * Finds out what an attempt needs to know and changes nothing: whoever ends meanwhile has attempted nothing.
   *
   * @param decision that the effect is of.
   */
  prepare(shop: ShopDomain, effect: Effect, decision: Decision): Promise<Asked<Prepared>>;
  perform(shop: ShopDomain, effect: Effect, letter: Letter | null): Promise<Asked<EffectOutcome>>;
  /** Only for what is exactly once by `read_back`: whether an attempt whose answer was lost has happened. */
  readBack(shop: ShopDomain, effect: Effect): Promise<Asked<ReadBack>>;
}

/** What stands before an attempt: it can be made, with a letter where it is a message, or has already failed. */
export type Prepared =
  | { readonly kind: 'ready'; readonly letter: Letter | null }
  | Exclude<EffectOutcome, { kind: 'done' }>;

/** A message but for the effect that it is of. Holds what is personal: never stored, never logged. */
export type Letter = Omit<Message, 'shop' | 'id'>;

/** Who gets a message and in whose name: read when it is sent, never stored, never logged. */
export interface Recipient {
  /** Null where the customer has none. */
  readonly email: string | null;
  readonly firstName: string | null;
  readonly shopName: string;
  /** The shop's public address for its customers. */
  readonly shopEmail: string;
}

/** Names of companies, read when somebody looks at them and never kept. */
export interface CompanyNames {
  name(shop: ShopDomain, id: CompanyId): Promise<{ kind: 'found'; name: string } | { kind: 'missing' } | ReadFailure>;
  /** Those that a customer buys for; none of a customer that the shop does not have. */
  companiesOf(
    shop: ShopDomain,
    customer: CustomerId,
  ): Promise<{ kind: 'found'; companies: readonly { id: CompanyId; name: string }[] } | ReadFailure>;
}

export interface RecipientReader {
  recipient(
    shop: ShopDomain,
    customer: CustomerId,
  ): Promise<{ kind: 'found'; recipient: Recipient } | { kind: 'missing' } | ReadFailure>;
}

/** One message as it leaves the house. */
export interface Message {
  readonly shop: ShopDomain;
  /** Of the effect that it is: with the shop it names the message at the provider. */
  readonly id: EffectId;
  readonly channel: 'email';
  readonly to: string;
  /** The name that the receiver sees; the sender's address is the operator's, whom the provider knows. */
  readonly fromName: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What came of sending a message. Problems name no person: they are stored. */
export type Sent =
  /** The provider has taken it over. */
  | { readonly kind: 'done' }
  /** Certainly not sent, and it would be refused again. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** Certainly not sent. `afterMs`: how long the provider asks to wait. */
  | { readonly kind: 'again'; readonly problem: string; readonly afterMs?: number }
  /** The answer was lost: nobody knows whether it was sent. */
  | { readonly kind: 'unclear'; readonly problem: string };

export interface Messenger {
  /** Makes one attempt, within some 15 s, and none by itself after that. */
  send(message: Message): Promise<Sent>;
}

export interface MessageTemplates {
  /** What is wrong with a template in which `known` variables may stand; empty when nothing is. */
  problems(template: string, known: readonly string[]): Promise<readonly string[]>;
  render(
    template: string,
    values: MessageValues,
  ): Promise<{ readonly kind: 'text'; readonly text: string } | { readonly kind: 'failed'; readonly problem: string }>;
}

/** An answer with the names of the operations that were asked for. */
export interface Asked<Answer> {
  readonly asked: readonly string[];
  readonly answer: Answer;
}

/** A valid delivery that we can't use: kept, shown to the merchant, replayable. */
export interface ParkedDelivery {
  readonly id: string;
  readonly topic: string;
  readonly reason: string;
  /**
   * `unusable`: its content makes no sense to us. `unread`: what it speaks of could not be read from the shop.
   * `dead_letter`: the function that handled it failed each time.
   */
  readonly source: 'unusable' | 'unread' | 'dead_letter';
  readonly at: Instant;
  readonly triggeredAt: Instant;
  /** How often it was replayed before. */
  readonly replays: number;
  /** The raw bytes, base64; or what stands for a body that was too big to keep. */
  readonly body: string | { readonly bytes: number; readonly order: OrderId | null };
}

export type ParkedSummary = Omit<ParkedDelivery, 'body'>;

export interface ParkingLot {
  /** Parking the same id again changes nothing; after a replay it takes the place of what was parked before. */
  park(shop: ShopDomain, delivery: ParkedDelivery): Promise<void>;
  /** Newest first. */
  list(
    shop: ShopDomain,
    limit: number,
    cursor?: string,
  ): Promise<{ readonly parked: readonly ParkedSummary[]; readonly cursor: string | null }>;
  find(shop: ShopDomain, id: string): Promise<ParkedDelivery | null>;
  /** Changes nothing where it is not parked, or was parked anew since this replay. */
  remove(shop: ShopDomain, delivery: Pick<ParkedDelivery, 'id' | 'replays'>): Promise<void>;
}

/** The first queue, as far as the core itself puts something there. */
export interface WorkQueue {
  /** The chores of a shop, to be done now. */
  wake(shop: ShopDomain, at: Instant): Promise<void>;
  /** The erasing of a customer, to go on now. */
  erase(shop: ShopDomain, erasure: string, at: Instant): Promise<void>;
  /** A shipment of which nothing was heard for a while, to be looked at now. */
  lookAt(shop: ShopDomain, order: OrderId, shipment: ShipmentId, at: Instant): Promise<void>;
  /** The order has waited for its risk as long as it was to: to be decided now. */
  decide(shop: ShopDomain, order: OrderId, at: Instant): Promise<void>;
  /** The deleting of a shop, to go on now. */
  redact(shop: ShopDomain, at: Instant): Promise<void>;
  /** A delivery that was parked, once more: a message of its own that counts one replay more. */
  replay(shop: ShopDomain, delivery: ParkedDelivery): Promise<void>;
}

export interface SweepStore {
  /** The newest sweep, finished or not; null before the first. */
  latest(shop: ShopDomain): Promise<Sweep | null>;
  /** `false` when somebody wrote it since it was read: `revision` is the one that it becomes. */
  save(shop: ShopDomain, sweep: Sweep): Promise<boolean>;
  find(shop: ShopDomain, id: string): Promise<Sweep | null>;
  /** Newest first. */
  list(shop: ShopDomain, limit: number): Promise<readonly Sweep[]>;
}

export interface ProductStore {
  /** Those that are known. */
  find(shop: ShopDomain, ids: readonly ProductId[], reading: Reading): Promise<readonly ProductRecord[]>;
  /** `false` when somebody wrote it since it was read: `revision` is the one that it becomes. */
  save(shop: ShopDomain, record: ProductRecord): Promise<boolean>;
}

/** Companies with their people. What was bought for them stands with the orders. */
export interface CompanyStore {
  /** Strongly consistent. */
  find(shop: ShopDomain, id: CompanyId): Promise<CompanyRecord | null>;
  /** `false` when somebody wrote it since it was read: `revision` is the one that it becomes. */
  save(shop: ShopDomain, record: CompanyRecord): Promise<boolean>;
  /** In one order, those that come after `after` in it; fewer than `limit` are the last. Strongly consistent. */
  list(shop: ShopDomain, limit: number, after?: CompanyId): Promise<readonly CompanyRecord[]>;
}

/** Reads reviews: they are written by the ledger, together with what was decided about them. */
export interface ReviewStore {
  find(shop: ShopDomain, id: ReviewId): Promise<ReviewRecord | null>;
  /** Newest first sight first. */
  list(
    shop: ShopDomain,
    limit: number,
    cursor?: string,
  ): Promise<{ readonly reviews: readonly ReviewRecord[]; readonly cursor: string | null }>;
}

/** At most one connection of a shop with each provider. */
export interface ReviewConnections {
  find(shop: ShopDomain, provider: ReviewProvider): Promise<ReviewConnection | null>;
  /** Takes the place of the connection before: what is still sent to its address is refused. */
  connect(connection: Pick<ReviewConnection, 'shop' | 'provider' | 'id' | 'secret' | 'connectedAt'>): Promise<void>;
  disconnect(shop: ShopDomain, provider: ReviewProvider): Promise<void>;
  /** Notes that a delivery came through and answers the connection; null when there is none any more. */
  received(
    shop: ShopDomain,
    provider: ReviewProvider,
    what: 'review' | 'test',
    at: Instant,
  ): Promise<ReviewConnection | null>;
}

export interface ImportStore {
  /** The newest import, whatever became of it; null before the first. */
  latest(shop: ShopDomain): Promise<PastImport | null>;
  /** `false` when somebody wrote it since it was read: `revision` is the one that it becomes. */
  save(shop: ShopDomain, record: PastImport): Promise<boolean>;
}

/**
 * How many deliveries that make no event came on a UTC day, by topic. Counted at least once, so a redelivery may count
 * twice.
 */
export interface TopicCounter {
  count(shop: ShopDomain, topics: ReadonlyMap<string, number>, at: Instant): Promise<void>;
  counted(shop: ShopDomain, at: Instant): Promise<ReadonlyMap<string, number>>;
}

/** Waits a short, jittered while before try number `attempt` (1, 2, …). */
export type Backoff = (attempt: number) => Promise<void>;
