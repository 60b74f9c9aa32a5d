import type { CustomerChange } from './customer-card.ts';
import type { SeenDispute } from './dispute.ts';
import type {
  CompanyId,
  CustomerId,
  FulfillmentOrderId,
  Instant,
  OrderId,
  ProductId,
  ReturnId,
  ShipmentId,
} from './identity.ts';
import type { OrderEdit, OrderSnapshot, Refund, SnapshotVersion } from './order.ts';
import type { ToldOfProduct } from './product.ts';
import type { ReviewProvider, SeenReview } from './review.ts';
import type { SeenRisk } from './risk.ts';

/**
 * What one delivery tells, already in domain words. Observations come in any order and more than once; folding them
 * yields events (`order.placed`), which happen once.
 */
export type Observation =
  | {
      readonly type: 'order.seen';
      readonly order: OrderSnapshot;
      readonly version: SnapshotVersion;
      /** No delivery told of it: reconciliation found it. */
      readonly foundLate?: true;
    }
  /** The delivery carried only the order's id: it is read from the shop. */
  | { readonly type: 'order.touched'; readonly order: OrderId }
  /** The merchant changed what was ordered: what it is now is read from the shop. */
  | { readonly type: 'order.edited'; readonly order: OrderId; readonly edit: OrderEdit }
  /** Something happened to a return: it is read from the shop. */
  | { readonly type: 'return.touched'; readonly return: ReturnId }
  /** Something happened to a shipment, or time has come to look after it: it is read from the shop. */
  | {
      readonly type: 'shipment.touched';
      readonly shipment: ShipmentId;
      /** Where it is known already. */
      readonly order?: OrderId;
    }
  /** A part of an order was put on hold, released or routed: it is read from the shop. */
  | { readonly type: 'hold.touched'; readonly fulfillmentOrder: FulfillmentOrderId }
  /** The shop has deleted it, for good. */
  | { readonly type: 'order.deleted'; readonly order: OrderId; readonly at: Instant }
  | { readonly type: 'refund.seen'; readonly refund: Refund }
  /** Somebody assessed how likely the order is a fraud. */
  | ({ readonly type: 'risk.seen' } & SeenRisk)
  | ({ readonly type: 'dispute.seen' } & SeenDispute)
  /** No delivery: the order has waited as long as it was to. */
  | { readonly type: 'order.due'; readonly order: OrderId }
  | { readonly type: 'customer.seen'; readonly customer: CustomerId }
  /** What the shop keeps of a customer is another now: it is read from there. `change`: what the delivery told of it. */
  | {
      readonly type: 'customer.touched';
      readonly customer: CustomerId;
      readonly change: Omit<CustomerChange, 'customer'> | null;
    }
  /** Two customers were made one. `toldAt`: some time after their orders had moved. */
  | {
      readonly type: 'customers.merged';
      readonly kept: CustomerId;
      readonly gone: CustomerId;
      readonly toldAt: Instant;
    }
  | { readonly type: 'customer.deleted'; readonly customer: CustomerId }
  /** Something about a company or its people is another now: it is read from the shop. */
  | { readonly type: 'company.touched'; readonly company: CompanyId }
  | ToldOfProduct
  /** The delivery says too little of a product: it is read from the shop. */
  | { readonly type: 'product.touched'; readonly product: ProductId }
  /**
   * `email`: who wrote it, to find the customer by. `text`: what they wrote, for rules to look at. Neither is ever kept.
   * `writer`: who it was where the shop itself tells.
   */
  | {
      readonly type: 'review.seen';
      readonly seen: SeenReview;
      readonly email: string | null;
      readonly text?: string;
      readonly writer?: CustomerId | null;
    }
  /** Our own sample came through as a provider's review does. Nothing is decided. */
  | { readonly type: 'review.tested'; readonly provider: ReviewProvider }
  /** The shop has put together a file that it was asked for. */
  | { readonly type: 'file.collected' }
  /** Something about the shop as a whole is another now, no word of what: it is read from the shop. */
  | { readonly type: 'shop.touched' }
  | { readonly type: 'shop.uninstalled'; readonly at: Instant }
  /** A customer wants to see what is kept of them. */
  | {
      readonly type: 'data.requested';
      /** The platform's number of the request. */
      readonly request: string;
      readonly customer: CustomerId;
      /** E-mail address and telephone number. */
      readonly contacts: readonly string[];
    }
  /** Everything of the shop is to be deleted. */
  | { readonly type: 'shop.redacted' }
  /** The customer's data is to be erased. */
  | {
      readonly type: 'customer.redacted';
      readonly customer: CustomerId;
      /** E-mail address and telephone number. */
      readonly contacts: readonly string[];
      readonly orders: readonly OrderId[];
    };
