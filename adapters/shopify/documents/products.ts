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
