/**
 * Every Admin API document of the adapters. `#graphql` marks them for code generation; the text of a document is the
 * key of its generated types. A test validates each against the official schema.
 */

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

/** One order with its first 100 lines. */
export const ORDER = `#graphql
  query Order($id: ID!) {
    order(id: $id) {
      ...OrderFields
      lineItems(first: 100) {
        ...LinePage
      }
    }
  }
  ${ORDER_FIELDS}
  ${LINE_FIELDS}
` as const;

/** The lines of an order after a cursor: an order has up to 500. */
export const ORDER_LINES = `#graphql
  query OrderLines($id: ID!, $after: String!) {
    order(id: $id) {
      lineItems(first: 200, after: $after) {
        ...LinePage
      }
    }
  }
  ${LINE_FIELDS}
` as const;

/**
 * A customer's orders, newest first: recent ones, which may still be decided, with their lines, older ones without.
 * What a call may cost at most has to be in the shop's bucket before it is made, so the first call, which is enough
 * for most customers, asks for little: 5 orders with 10 lines and 20 without make about 240 points, 100 without 500.
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

export const ORDER_NOTE = `#graphql
  query OrderNote($id: ID!) {
    order(id: $id) {
      note
    }
  }
` as const;

/** Exactly once by nature: adding a tag that is there changes nothing, and other tags are never overwritten. */
export const ADD_TAGS = `#graphql
  mutation AddTags($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) {
      userErrors {
        field
        message
      }
    }
  }
` as const;

/**
 * Exactly once by marker: the note is read just before, our marked line is put in or replaced, and nothing is written
 * when it is there already. The mutation overwrites the whole note and has no compare-and-set, so an edit that
 * somebody saves between the read and the write is lost; the window is one round trip.
 */
export const SET_ORDER_NOTE = `#graphql
  mutation SetOrderNote($input: OrderInput!) {
    orderUpdate(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
` as const;

/** What is asked of a shop when it installs the app. */
export const SHOP_DETAILS = `#graphql
  query ShopDetails {
    shop {
      currencyCode
      ianaTimezone
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
` as const;
