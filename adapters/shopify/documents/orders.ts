const ORDER_FIELDS = `#graphql
  fragment OrderFields on Order {
    id
    name
    createdAt
    updatedAt
    cancelledAt
    test
    displayFinancialStatus
    customer {
      id
    }
    purchasingEntity {
      ... on PurchasingCompany {
        company {
          id
        }
      }
    }
    currentTotalPriceSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    refunds {
      id
    }
  }
` as const;

/** What was refunded of it, and when: a list, which adds two points to each order. */
const REFUND_FIELDS = `#graphql
  fragment RefundFields on Order {
    refunds {
      id
      createdAt
      totalRefundedSet {
        shopMoney {
          amount
          currencyCode
        }
      }
    }
  }
` as const;

const LINE_FIELDS = `#graphql
  fragment LinePage on LineItemConnection {
    nodes {
      title
      variantTitle
      currentQuantity
      product {
        id
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
` as const;

/** What rules may ask of one order beside: too much for a list of them. Of the addresses nothing but a country is read. */
const ORDER_DETAILS = `#graphql
  fragment OrderDetails on Order {
    sourceName
    discountCodes
    shippingLines(first: 5) {
      nodes {
        title
      }
    }
    shippingAddress {
      countryCodeV2
    }
    billingAddressMatchesShippingAddress
  }
` as const;

const DETAILED_LINES = `#graphql
  fragment DetailedLines on LineItemConnection {
    nodes {
      title
      variantTitle
      currentQuantity
      product {
        id
      }
      sku
      vendor
      originalUnitPriceSet {
        shopMoney {
          amount
          currencyCode
        }
      }
      discountedUnitPriceAfterAllDiscountsSet {
        shopMoney {
          amount
          currencyCode
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
` as const;

/** One order with its first 75 lines, some 480 points. */
export const ORDER = `#graphql
  query Order($id: ID!) {
    order(id: $id) {
      ...OrderFields
      ...OrderDetails
      lineItems(first: 75) {
        ...DetailedLines
      }
    }
  }
  ${ORDER_FIELDS}
  ${ORDER_DETAILS}
  ${DETAILED_LINES}
` as const;

/** The lines of an order after a cursor: an order has up to 500. */
export const ORDER_LINES = `#graphql
  query OrderLines($id: ID!, $after: String!) {
    order(id: $id) {
      lineItems(first: 80, after: $after) {
        ...DetailedLines
      }
    }
  }
  ${DETAILED_LINES}
` as const;

/**
 * A customer's orders, newest first: recent ones, which may still be decided, with their lines, older ones without.
 * What a call may cost at most has to be in the shop's bucket before it is made, so the first call, which is enough
 * for most customers, asks for little: 5 orders with 10 lines and 20 without make some 360 points, 49 without fewer than 500.
 */
export const ORDERS_OF_CUSTOMER = `#graphql
  query OrdersOfCustomer(
    $recent: String!
    $afterRecent: String
    $withRecent: Boolean!
    $past: String!
    $afterPast: String
    $pastFirst: Int!
  ) {
    recent: orders(first: 5, after: $afterRecent, query: $recent, sortKey: CREATED_AT, reverse: true)
      @include(if: $withRecent) {
      nodes {
        ...OrderFields
        ...RefundFields
        lineItems(first: 10) {
          ...LinePage
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    past: orders(first: $pastFirst, after: $afterPast, query: $past, sortKey: CREATED_AT, reverse: true) {
      nodes {
        ...OrderFields
        ...RefundFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${ORDER_FIELDS}
  ${REFUND_FIELDS}
  ${LINE_FIELDS}
` as const;

/**
 * A page of the orders by their change, oldest first. 13 orders with 10 lines each ask for some 350 points, and 500 with
 * their returns and shipments; the few with more lines are read alone.
 *
 * @param fulfillments A search by `created_at` and `updated_at` (“Order: fulfillments”): the list has no order of its own.
 */
export const CHANGED_ORDERS = `#graphql
  query ChangedOrders(
    $query: String!
    $after: String
    $withReturns: Boolean!
    $withShipments: Boolean!
    $fulfillments: String!
  ) {
    orders(first: 13, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        ...OrderFields
        lineItems(first: 10) {
          ...LinePage
        }
        returns(first: 5, reverse: true) @include(if: $withReturns) {
          nodes {
            id
            name
            status
            createdAt
          }
        }
        fulfillments(first: 5, query: $fulfillments) @include(if: $withShipments) {
          id
          name
          createdAt
          updatedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${ORDER_FIELDS}
  ${LINE_FIELDS}
` as const;

export const ORDERS_NAMED = `#graphql
  query OrdersNamed($query: String!) {
    orders(first: 10, query: $query, sortKey: CREATED_AT, reverse: true) {
      nodes {
        id
      }
    }
  }
` as const;

export const ORDER_NOTE = `#graphql
  query OrderNote($id: ID!) {
    order(id: $id) {
      note
    }
  }
` as const;
