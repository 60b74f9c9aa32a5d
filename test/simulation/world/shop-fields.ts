import type { Instant } from '../../../core/identity.ts';
import { type BulkOperation, bulkFields } from './bulk.ts';
import { companyFields } from './company.ts';
import type { StoreCredit } from './customer.ts';
import { accountFields, creditFields, customerFields, ownerOfAccount } from './customer-fields.ts';
import type { Fields } from './graphql.ts';
import { holdFields } from './hindrance.ts';
import { addressOf } from './mail.ts';
import { decimal, minorOf, type ShopOrder, totalOf, wholeSecond } from './order.ts';
import { byIndex, bySort, connection, matching, type Page, small } from './pages.ts';
import { goodsFields, PRICE_MINOR, productFields } from './product.ts';
import { returnFields, type ShopReturn, takeReturnStep } from './return.ts';
import { changedAt, shipmentFields } from './shipment.ts';
import type { SimulatedShop } from './shop.ts';

/** Whom to tell what the app changed. */
export interface Told {
  order(order: ShopOrder): void;
  approval(approved: ShopReturn): void;
  /** Null where it collects enough already. */
  collect(query: string): BulkOperation | null;
}

/** What the Admin API shows of a shop and changes in it. */
export function fieldsOf(shop: SimulatedShop, now: Instant, askedAt: Instant, told: Told): Fields {
  const asked = new Set(
    [...shop.returns.values()].flatMap(({ order, status }) => (status === 'REQUESTED' ? order : [])),
  );
  const listed = (order: ShopOrder) => ({ ...order, isReturnRequested: asked.has(order.id) });
  const noObjection = { userErrors: [] };
  const objection = (message: string, code = 'INVALID') => ({ userErrors: [{ field: ['id'], message, code }] });
  return {
    shop: {
      currencyCode: shop.settings.currency,
      ianaTimezone: shop.settings.timezone,
      plan: { publicDisplayName: shop.settings.plan },
      name: shop.domain.split('.')[0],
      contactEmail: `help@${shop.domain}`,
    },
    currentAppInstallation: { accessScopes: shop.scopes.map((handle) => ({ handle })) },
    order: ({ id }: { id: string }) => {
      const order = shop.orders.get(id);
      return order ? orderFields(shop, order) : null;
    },
    return: ({ id }: { id: string }) => {
      const found = shop.returns.get(id);
      const order = shop.orders.get(found?.order ?? '');
      return found && order ? returnFields(found, order) : null;
    },
    fulfillment: ({ id }: { id: string }) => {
      const found = shop.shipments.get(id);
      const order = shop.orders.get(found?.order ?? '');
      return found && order ? shipmentFields(found, order) : null;
    },
    company: ({ id }: { id: string }) => companyFields(shop, id),
    fulfillmentOrder: ({ id }: { id: string }) => holdFields(shop, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => productFields(shop, id)),
    orders: (page: Page) =>
      connection(
        matching([...shop.orders.values()].map(listed), page),
        small(page),
        (order) => orderFields(shop, order),
        bySort(page),
      ),
    customers: (page: Page) =>
      connection(matching([...shop.customers.values()], page), small(page), customerFields, bySort(page)),
    customer: ({ id }: { id: string }) => {
      const customer = shop.customers.get(id);
      return customer ? customerFields(customer) : null;
    },
    customerByIdentifier: ({ identifier }: { identifier: { emailAddress: string } }) => {
      const customer = [...shop.customers.values()].find(({ id }) => addressOf(id) === identifier.emailAddress);
      return customer ? customerFields(customer) : null;
    },
    storeCreditAccount: ({ id }: { id: string }) => {
      const { owner, currency } = ownerOfAccount(id);
      const customer = shop.customers.get(owner);
      return customer ? accountFields(customer, currency) : null;
    },
    tagsAdd: ({ id, tags }: { id: string; tags: string[] }) => {
      const order = shop.orders.get(id);
      if (!order) return objection('Order does not exist');
      const added = tags.filter((tag) => !order.tags.includes(tag));
      order.tags = [...order.tags, ...added];
      for (const tag of tags) {
        shop.changes.push({ at: now, askedAt, kind: 'tag', subject: id, tag, changed: added.includes(tag) });
      }
      if (added.length > 0) told.order(order);
      return noObjection;
    },
    orderUpdate: ({ input: { id, note } }: { input: { id: string; note: string } }) => {
      const order = shop.orders.get(id);
      if (!order) return objection('Order does not exist');
      order.note = note;
      shop.changes.push({ at: now, askedAt, kind: 'note', subject: id, note });
      told.order(order);
      return noObjection;
    },
    returnApproveRequest: ({ input: { id } }: { input: { id: string } }) => {
      const found = shop.returns.get(id);
      if (!found) return objection('Return not found.', 'NOT_FOUND');
      if (!takeReturnStep(found, 'approved', 'app', now)) return objection('Return is not requested.', 'INVALID_STATE');
      shop.changes.push({ at: now, askedAt, kind: 'approval', subject: id });
      told.approval(found);
      return noObjection;
    },
    bulkOperations: ({ first }: { first: number }) => ({
      nodes: shop.bulk
        .toReversed()
        .slice(0, first)
        .map((operation) => bulkFields(shop, operation)),
    }),
    bulkOperation: ({ id }: { id: string }) => {
      const operation = shop.bulk.find((each) => each.id === id);
      return operation ? bulkFields(shop, operation) : null;
    },
    bulkOperationRunQuery: ({ query }: { query: string }) =>
      told.collect(query) ? noObjection : objection('A bulk operation is under way', 'OPERATION_IN_PROGRESS'),
    bulkOperationCancel: ({ id }: { id: string }) => {
      const operation = shop.bulk.find((each) => each.id === id);
      if (operation?.status !== 'RUNNING') return objection('It can’t be canceled');
      operation.status = 'CANCELED';
      return noObjection;
    },
    storeCreditAccountCredit: ({ id, creditInput }: { id: string; creditInput: CreditInput }) => {
      const customer = shop.customers.get(id) ?? shop.customers.get(ownerOfAccount(id).owner);
      if (!customer) return objection('Owner does not exist');
      const { creditAmount, expiresAt, notify = false } = creditInput;
      if (expiresAt && Date.parse(expiresAt) <= now) return objection('The expiry date must be in the future');
      const credit: StoreCredit = {
        at: now,
        amountMinor: minorOf(creditAmount.amount),
        currency: creditAmount.currencyCode,
        expiresAt: expiresAt ? Date.parse(expiresAt) : null,
        by: 'app',
        notified: notify,
      };
      customer.credits.push(credit);
      shop.changes.push({ at: now, askedAt, kind: 'credit', subject: customer.id, credit });
      return { ...noObjection, storeCreditAccountTransaction: creditFields(credit) };
    },
  };
}

interface CreditInput {
  readonly creditAmount: { readonly amount: string; readonly currencyCode: string };
  readonly expiresAt?: string | null;
  readonly notify?: boolean;
}

export function orderFields(shop: SimulatedShop, order: ShopOrder): Fields {
  return {
    id: order.id,
    name: order.name,
    createdAt: wholeSecond(order.createdAt),
    updatedAt: wholeSecond(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : wholeSecond(order.cancelledAt),
    test: order.test,
    displayFinancialStatus: order.status.toUpperCase(),
    customer: order.customer === null ? null : { id: order.customer },
    purchasingEntity:
      order.company === null ? null : { __typename: 'PurchasingCompany', company: { id: order.company } },
    sourceName: 'web',
    discountCodes: [],
    shippingLines: { nodes: [] },
    shippingAddress: null,
    billingAddressMatchesShippingAddress: false,
    currentTotalPriceSet: { shopMoney: money(totalOf(order), order.currency) },
    refunds: order.refunds.map(({ id, at, amountMinor }) => ({
      id,
      createdAt: wholeSecond(at),
      totalRefundedSet: { shopMoney: money(amountMinor, order.currency) },
    })),
    lineItems: (page: Page) =>
      connection(
        order.lines,
        page,
        ({ product, size, quantity }) => ({
          title: 'Shirt',
          variantTitle: `${size} / Navy`,
          currentQuantity: quantity,
          sku: size,
          vendor: null,
          originalUnitPriceSet: { shopMoney: money(PRICE_MINOR, order.currency) },
          discountedUnitPriceAfterAllDiscountsSet: { shopMoney: money(PRICE_MINOR, order.currency) },
          product: product === null ? null : { id: product, ...productFields(shop, product) },
          ...goodsFields(shop, product, quantity, order.currency),
        }),
        byIndex,
      ),
    returns: (page: Page) =>
      connection(
        [...shop.returns.values()].filter((each) => each.order === order.id).toReversed(),
        page,
        (each) => returnFields(each, order),
        byIndex,
      ),
    fulfillments: ({ first, query }: { first: number; query: string }) =>
      [...shop.shipments.values()]
        .filter(
          (each) => each.order === order.id && changedAt(each) >= Date.parse(query.slice(query.indexOf("'") + 1, -1)),
        )
        .slice(0, first)
        .map((each) => shipmentFields(each, order)),
    note: order.note,
    tags: [...order.tags],
  };
}

function money(amountMinor: number, currencyCode: string) {
  return { amount: decimal(amountMinor), currencyCode };
}
