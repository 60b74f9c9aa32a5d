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
