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
