/** What is asked of a shop when it installs the app, and when its settings change. */
export const SHOP_DETAILS = `#graphql
  query ShopDetails {
    shop {
      currencyCode
      ianaTimezone
      plan {
        publicDisplayName
      }
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
` as const;
