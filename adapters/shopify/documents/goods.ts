/**
 * What is still ordered, with what no delivery tells of it. Ten lines ask for some 350 points; 20 for 650 at most, where
 * collections that are left out are counted all the same. What a variant costs takes the permission “View product
 * costs”, and its scope is that of products (“InventoryItem.unitCost”).
 */
export const ORDER_GOODS = `#graphql
  query OrderGoods($id: ID!, $first: Int!, $after: String, $withCosts: Boolean!, $withCollections: Boolean!) {
    order(id: $id) {
      lineItems(first: $first, after: $after) {
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
