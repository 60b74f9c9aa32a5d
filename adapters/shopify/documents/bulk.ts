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
