/** What the shop keeps of a customer: no delivery tells the whole of it. Of where they live no more than the country, if that. */
export const CUSTOMER_CARD = `#graphql
  query CustomerCard($id: ID!, $withAddress: Boolean!) {
    customer(id: $id) {
      createdAt
      locale
      defaultAddress @include(if: $withAddress) {
        countryCodeV2
      }
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

/** `read_customers`; the address is compared whole. */
export const CUSTOMER_WITH_EMAIL = `#graphql
  query CustomerWithEmail($email: String!) {
    customerByIdentifier(identifier: { emailAddress: $email }) {
      id
    }
  }
` as const;

/** A page of the customers by their change, oldest first. A shop may let their addresses be read or not. */
export const CHANGED_CUSTOMERS = `#graphql
  query ChangedCustomers($query: String!, $after: String, $withEmails: Boolean!) {
    customers(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        id
        updatedAt
        defaultEmailAddress @include(if: $withEmails) {
          emailAddress
        }
      }
      pageInfo {
        hasNextPage
        endCursor
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
