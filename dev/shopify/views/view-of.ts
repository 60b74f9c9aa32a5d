import { records } from '../document.ts';
import { type Gid, gidOf, gidType, toGid } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { customerView } from './customer.ts';
import { returnView } from './fulfillment.ts';
import { lineItemView } from './line-item.ts';
import { orderView } from './order.ts';
import { productView, variantViewById } from './product.ts';
import { orderOfReturn } from './returns-of-order.ts';
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
    case 'Product':
      return productView(entity, reading);
    case 'Return': {
      const id = orderOfReturn(entity) as Gid | null;
      const order = id === null ? undefined : visibleOrder(id, reading);
      return returnView(entity, () => (order === undefined ? null : orderView(order, reading)));
    }
    case 'StoreCreditAccount':
      return storeCreditAccountView(entity, reading);
    case 'Refund':
    case 'Fulfillment':
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
    case 'Customer':
    case 'Product':
    case 'Return':
    case 'StoreCreditAccount': {
      const entity = store.entity(shop.domain, id);
      return entity === undefined ? null : viewOf(entity, reading);
    }
    case 'ProductVariant':
      return variantViewById(id, reading);
    case 'Shop':
      return id === toGid('Shop', shop.id) ? shopView(reading) : null;
    case 'Refund':
      return partOfOrder('refunds', 'Refund', id, reading);
    case 'Fulfillment':
      return partOfOrder('fulfillments', 'Fulfillment', id, reading);
    case 'LineItem':
      return lineItem(id, reading);
    default:
      return null;
  }
}

function partOfOrder(field: 'refunds' | 'fulfillments', type: string, id: Gid, reading: Reading): View | null {
  const order = reading.store
    .entities(reading.shop.domain, 'Order')
    .find((candidate) => records(currentDocument(candidate)[field]).some((part) => gidOf(type, part) === id));
  if (order === undefined || !isVisible(order, reading)) return null;
  const parts = orderView(order, reading)[field] as (args: object) => View[];
  return parts({}).find((part) => part.id === id) ?? null;
}

function lineItem(id: Gid, reading: Reading): View | null {
  for (const order of reading.store.entities(reading.shop.domain, 'Order')) {
    const line = records(currentDocument(order).line_items).find((candidate) => gidOf('LineItem', candidate) === id);
    if (line !== undefined) return isVisible(order, reading) ? lineItemView(line, reading) : null;
  }
  return null;
}
