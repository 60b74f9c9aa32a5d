/**
 * The queries of the adapters; each mutation stands in `mutations/` with its way to exactly once. `#graphql` marks them for code generation; the text of a document is the
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

/**
 * One return with what comes back: lines that the shop knows say what was paid for them, unverified ones do not. What goes
 * out in exchange is not asked for. Of more than 100 lines the worth stays unknown.
 */
export const RETURN = `#graphql
  query Return($id: ID!) {
    return(id: $id) {
      id
      name
      status
      createdAt
      totalQuantity
      order {
        id
        name
        createdAt
        customer {
          id
        }
      }
      returnLineItems(first: 100) {
        nodes {
          __typename
          ... on ReturnLineItem {
            withCodeDiscountedTotalPriceSet {
              shopMoney {
                amount
                currencyCode
              }
            }
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
` as const;

/** One shipment with the newest of what was told of it. `read_orders` shows all of it. */
export const SHIPMENT = `#graphql
  query Shipment($id: ID!) {
    fulfillment(id: $id) {
      id
      name
      status
      displayStatus
      createdAt
      updatedAt
      estimatedDeliveryAt
      deliveredAt
      requiresShipping
      trackingInfo(first: 1) {
        number
      }
      order {
        id
        name
        customer {
          id
        }
      }
      events(first: 20, sortKey: HAPPENED_AT, reverse: true) {
        nodes {
          status
          happenedAt
        }
      }
    }
  }
` as const;

/** Why a part of an order is not to be sent for now. `read_merchant_managed_fulfillment_orders`. */
export const HOLD = `#graphql
  query Hold($id: ID!) {
    fulfillmentOrder(id: $id) {
      id
      orderId
      status
      fulfillmentHolds {
        reason
      }
    }
  }
` as const;

/** What became of a request to return. */
export const RETURN_ANSWER = `#graphql
  query ReturnAnswer($id: ID!) {
    return(id: $id) {
      status
      requestApprovedAt
    }
  }
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

/**
 * A page of the orders by their change, oldest first. 14 orders with 10 lines each ask for some 350 points, and 500 with
 * their returns and shipments; the few with more lines are read alone.
 */
export const CHANGED_ORDERS = `#graphql
  query ChangedOrders($query: String!, $after: String, $withReturns: Boolean!) {
    orders(first: 14, after: $after, query: $query, sortKey: UPDATED_AT) {
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
        fulfillments(first: 5) {
          id
          name
          createdAt
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

/** A page of the customers by their change, oldest first. */
export const CHANGED_CUSTOMERS = `#graphql
  query ChangedCustomers($query: String!, $after: String) {
    customers(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        id
        updatedAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
` as const;

/** Products by their ids, of which some may be gone. */
export const PRODUCTS = `#graphql
  query Products($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Product {
        id
        title
        productType
        tags
        updatedAt
        options {
          name
          position
        }
      }
    }
  }
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

/** What the shop keeps of a customer: no delivery tells the whole of it. */
export const CUSTOMER_CARD = `#graphql
  query CustomerCard($id: ID!) {
    customer(id: $id) {
      tags
      defaultEmailAddress {
        marketingState
        marketingUpdatedAt
      }
      defaultPhoneNumber {
        smsMarketingConsent {
          state
          updatedAt
        }
      }
    }
  }
` as const;

/** A company with its people, a hundred at most. */
export const COMPANY = `#graphql
  query Company($id: ID!) {
    company(id: $id) {
      name
      contacts(first: 100) {
        nodes {
          customer {
            id
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
` as const;

/** Apart from what else is asked of a customer: a shop that does not sell to companies may refuse it. */
export const COMPANIES_OF_CUSTOMER = `#graphql
  query CompaniesOfCustomer($customer: ID!) {
    customer(id: $customer) {
      companyContactProfiles {
        company {
          id
          name
        }
      }
    }
  }
` as const;

/** `read_customers`; the address is compared whole. */
export const CUSTOMER_WITH_EMAIL = `#graphql
  query CustomerWithEmail($email: String!) {
    customerByIdentifier(identifier: { emailAddress: $email }) {
      id
    }
  }
` as const;

/** A customer's store credit accounts: one for each currency. */
export const STORE_CREDIT_ACCOUNTS = `#graphql
  query StoreCreditAccounts($customer: ID!, $after: String) {
    customer(id: $customer) {
      storeCreditAccounts(first: 50, after: $after) {
        nodes {
          id
          balance {
            currencyCode
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
` as const;

/** What an account was given and when that ends, newest first. */
export const STORE_CREDITS = `#graphql
  query StoreCredits($account: ID!, $after: String) {
    storeCreditAccount(id: $account) {
      transactions(first: 100, after: $after, sortKey: CREATED_AT, reverse: true) {
        nodes {
          ... on StoreCreditAccountCreditTransaction {
            amount {
              amount
              currencyCode
            }
            createdAt
            expiresAt
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
` as const;

/**
 * All orders of a span, for a bulk operation, which asks for it as one text without variables or fragments: `bulk-query.ts`
 * puts the search in. The fields are `OrderFields`; without a connection inside, each line of the file is an order.
 */
export const PAST_ORDERS = `#graphql
  query PastOrders($search: String!) {
    orders(query: $search) {
      edges {
        node {
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
      }
    }
  }
` as const;

/** All products, for a bulk operation: see `PAST_ORDERS`. Options are a list and no connection: each line is a product. */
export const ALL_PRODUCTS = `#graphql
  query AllProducts {
    products {
      edges {
        node {
          id
          title
          productType
          tags
          updatedAt
          options {
            name
            position
          }
        }
      }
    }
  }
` as const;

/** The app's latest bulk operations, newest first. */
export const BULK_OPERATIONS = `#graphql
  query BulkOperations {
    bulkOperations(first: 20) {
      nodes {
        id
        query
      }
    }
  }
` as const;

export const BULK_OPERATION = `#graphql
  query BulkOperation($id: ID!) {
    bulkOperation(id: $id) {
      status
      errorCode
      createdAt
      rootObjectCount
      url
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

/** Who gets a message, and in whose name. */
export const MESSAGE_RECIPIENT = `#graphql
  query MessageRecipient($customer: ID!) {
    customer(id: $customer) {
      firstName
      defaultEmailAddress {
        emailAddress
      }
    }
    shop {
      name
      contactEmail
    }
  }
` as const;
