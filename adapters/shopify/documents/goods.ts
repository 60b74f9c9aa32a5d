/**
 * What is still ordered, ten lines at once, with what no delivery tells of it: some 310 points at most. What a variant costs
 * takes the permission “View product costs”, and its scope is that of products (“InventoryItem.unitCost”).
 */
export const ORDER_GOODS = `#graphql
  query OrderGoods($id: ID!, $after: String, $withCosts: Boolean!, $withCollections: Boolean!) {
    order(id: $id) {
      lineItems(first: 10, after: $after) {
        nodes {
          currentQuantity
          priceAfterAllDiscountsBeforeTaxesSet {
            shopMoney {
              amount
              currencyCode
            }
          }
          product {
            tags
            collections(first: 25) @include(if: $withCollections) {
              nodes {
                title
              }
              pageInfo {
                hasNextPage
              }
            }
          }
          variant @include(if: $withCosts) {
            inventoryItem {
              unitCost {
                amount
                currencyCode
              }
            }
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
