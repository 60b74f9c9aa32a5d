/**
 * One return with how and what comes back: lines that the shop knows say what was paid for them, unverified ones do not. What goes
 * out in exchange is not asked for. Of more than 90 lines the worth stays unknown.
 */
export const RETURN = `#graphql
  query Return($id: ID!) {
    return(id: $id) {
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
        subtotalPriceSet {
          shopMoney {
            amount
            currencyCode
          }
        }
        fulfillments(first: 10) {
          deliveredAt
        }
      }
      reverseFulfillmentOrders(first: 5) {
        nodes {
          reverseDeliveries(first: 5) {
            nodes {
              deliverable {
                ... on ReverseDeliveryShippingDeliverable {
                  label {
                    createdAt
                  }
                  tracking {
                    number
                  }
                }
              }
            }
          }
        }
      }
      returnLineItems(first: 90) {
        nodes {
          __typename
          customerNote
          returnReasonDefinition {
            handle
          }
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

/** What became of a request to return. */
export const RETURN_ANSWER = `#graphql
  query ReturnAnswer($id: ID!) {
    return(id: $id) {
      status
      requestApprovedAt
    }
  }
` as const;
