import { flag, records } from '../document.ts';
import { type Gid, gidDigits, gidOf, gidType, toGid } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { orderWithPart } from '../store/order-parts.ts';
import { companyView } from './company.ts';
import { customerView } from './customer.ts';
import { fulfillmentEventView } from './fulfillment.ts';
import { fulfillmentOrderView } from './fulfillment-order.ts';
import { lineItemView } from './line-item.ts';
import { orderView } from './order.ts';
import { productView, variantViewById } from './product.ts';
import { returnableFulfillmentViews, returnView } from './return.ts';
import { shopView } from './shop.ts';
import { storeCreditAccountView } from './store-credit.ts';
import type { Reading, View } from './view.ts';
import { isVisible, visibleOrder } from './visible-order.ts';

export type Viewer = Omit<Reading, 'viewOf'>;

/** Adds to a reading the way from any stored resource to its view. */
export function readingOf(viewer: Viewer): Reading {
  const reading: Reading = { ...viewer, viewOf: (entity) => viewOf(entity, reading) };
  return reading;
}

function viewOf(entity: Entity, reading: Reading): View {
  switch (entity.type) {
    case 'Order':
      return orderView(entity, reading);
    case 'Customer':
      return customerView(entity, reading);
    case 'Company':
      return companyView(entity.id, reading) ?? { __typename: 'Company', id: entity.id };
    case 'Product':
      return productView(entity, reading);
    case 'Return':
      return returnView(entity, reading);
    case 'FulfillmentEvent':
      return fulfillmentEventView(entity.document);
    case 'StoreCreditAccount':
      return storeCreditAccountView(entity, reading);
    case 'Refund':
    case 'Fulfillment':
    case 'OrderRiskAssessment':
    case 'ShopifyPaymentsDispute':
      throw new Error(`a ${entity.type} without its order has no view`);
  }
}

/** The resource with this id as a view, whichever type it names; null when the shop has no such (visible) resource. */
export function viewById(id: Gid, reading: Reading): View | null {
  const { store, shop } = reading;
  switch (gidType(id)) {
    case 'Order': {
      const order = visibleOrder(id, reading);
      return order === undefined ? null : orderView(order, reading);
    }
    case 'Company':
      return companyView(id, reading);
    case 'Customer':
    case 'Product':
    case 'Return':
    case 'FulfillmentEvent':
    case 'StoreCreditAccount': {
      const entity = store.entity(shop.domain, id);
      return entity === undefined ? null : viewOf(entity, reading);
    }
    case 'ProductVariant':
      return variantViewById(id, reading);
    case 'Shop':
      return id === toGid('Shop', shop.id) ? shopView(reading) : null;
    case 'Refund':
      return partOfOrder('refunds', id, reading);
    case 'Fulfillment':
      return partOfOrder('fulfillments', id, reading);
    case 'FulfillmentOrder': {
      const order = visibleOrder(toGid('Order', gidDigits(id)), reading);
      return order === undefined ? null : fulfillmentOrderView(order, reading);
    }
    case 'ReturnableFulfillment':
      return returnableFulfillment(id, reading);
    case 'LineItem':
      return lineItem(id, reading);
    default:
      return null;
  }
}

function partOfOrder(field: 'refunds' | 'fulfillments', id: Gid, reading: Reading): View | null {
  const order = orderWithPart(reading.store, reading.shop.domain, field, id);
  if (order === undefined || !isVisible(order, reading)) return null;
  const parts = orderView(order, reading)[field] as (args: object) => View[];
  return parts({}).find((part) => part.id === id) ?? null;
}

function returnableFulfillment(id: Gid, reading: Reading): View | null {
  const fulfillment = toGid('Fulfillment', gidDigits(id));
  const order = orderWithPart(reading.store, reading.shop.domain, 'fulfillments', fulfillment);
  if (order === undefined || !isVisible(order, reading)) return null;
  return returnableFulfillmentViews(order, reading).find((view) => view.id === id) ?? null;
}

function lineItem(id: Gid, reading: Reading): View | null {
  for (const order of reading.store.entities(reading.shop.domain, 'Order')) {
    const document = currentDocument(order);
    const line = records(document.line_items).find((candidate) => gidOf('LineItem', candidate) === id);
    if (line === undefined) continue;
    return isVisible(order, reading) ? lineItemView(line, reading, flag(document.taxes_included)) : null;
  }
  return null;
}
