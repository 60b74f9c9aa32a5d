/**
 * All orders of a span, for a bulk operation, which asks for it as one text without variables or named fragments: `bulk-query.ts`
 * puts the search in. The fields are `OrderFields`, with what was refunded; without a connection inside, each line of the
 * file is an order.
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
            createdAt
            totalRefundedSet {
              shopMoney {
                amount
                currencyCode
              }
            }
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

/**
 * The returns of all orders of a span, for a bulk operation: see `PAST_ORDERS`. Two connections lie within each other, so an
 * order, its return and what comes back are lines of their own, each after what it belongs to, which it names as
 * `__parentId`. A return says what is needed of its order; what comes back is of the return above it, since the operation is
 * asked to keep what belongs together in one place (`groupObjects`).
 */
export const PAST_RETURNS = `#graphql
  query PastReturns($search: String!) {
    orders(query: $search) {
      edges {
        node {
          id
          returns {
            edges {
              node {
                id
                name
                status
                createdAt
                requestApprovedAt
                closedAt
                totalQuantity
                order {
                  id
                  name
                  createdAt
                  customer {
                    id
                  }
                }
                returnLineItems {
                  edges {
                    node {
                      id
                      quantity
                      ... on ReturnLineItem {
                        withCodeDiscountedTotalPriceSet {
                          shopMoney {
                            amount
                            currencyCode
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
` as const;

/** What the shop keeps of all its customers, for a bulk operation: see `CUSTOMER_CARD`. Nothing that says who they are. */
export const ALL_CUSTOMERS = `#graphql
  query AllCustomers {
    customers {
      edges {
        node {
          id
          numberOfOrders
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
      objectCount
      url
    }
  }
` as const;
