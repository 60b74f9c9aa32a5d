export const COMPANY_NAME = `#graphql
  query CompanyName($id: ID!) {
    company(id: $id) {
      name
    }
  }
` as const;

/** A company with its people, a hundred at most. */
export const COMPANY = `#graphql
  query Company($id: ID!) {
    company(id: $id) {
      createdAt
      mainContact {
        customer {
          id
        }
      }
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
