/** What the server writes into the admin shell's page for its script. */
export interface ShellPageData {
  /** The shop's domain: `concierge-demo.myshopify.com`. */
  shop: string;
  shopName: string;
  /** Where in the app to open: `/app/rules?rule=…`. */
  path: string;
  appOrigin: string;
}

/** The same for the pages of the store: to shop as a customer, its orders. */
export interface StorePageData {
  shop: string;
  shopName: string;
}

/** The same for the page of one order. */
export interface OrderPageData extends StorePageData {
  /** The digits of its id. */
  order: string;
}
