/** What the server writes into the admin shell's page for its script. */
export interface ShellPageData {
  /** The shop's domain: `concierge-demo.myshopify.com`. */
  shop: string;
  shopName: string;
  /** Where in the app to open: `/app/rules?rule=…`. */
  path: string;
  appOrigin: string;
}

/** The same for the page to shop as a customer. */
export interface ShopPageData {
  shop: string;
  shopName: string;
}
