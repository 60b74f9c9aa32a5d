/**
 * What the store's pages ask of its Admin API after an order was placed: shipments and returns. A query may cost 1000
 * points (page "GraphQL Admin API rate limits"), which is why the lists are short.
 */

const returnParts = `
  fragment ReturnParts on Return {
    id name status decline { reason note }
    returnLineItems(first: 5) { nodes { ... on ReturnLineItem {
      quantity returnReason customerNote fulfillmentLineItem { lineItem { title variantTitle } }
    } } }
  }`;

export const customerOrders = `
  query CustomerOrders($customer: ID!) {
    shop { ianaTimezone }
    customer(id: $customer) {
      displayName
      orders(first: 8, sortKey: CREATED_AT, reverse: true) { nodes {
        id name createdAt cancelledAt displayFulfillmentStatus
        lineItems(first: 10) { nodes { title variantTitle currentQuantity } }
        fulfillments(first: 5) { displayStatus }
        returns(first: 5) { nodes { ...ReturnParts } }
      } }
    }
  }${returnParts}`;

export const returnableItems = `
  query ReturnableItems($order: ID!) {
    returnableFulfillments(orderId: $order, first: 5) { nodes {
      returnableFulfillmentLineItems(first: 20) { nodes {
        quantity fulfillmentLineItem { id lineItem { title variantTitle } }
      } }
    } }
  }`;

export const orderAfterSale = `
  query OrderAfterSale($order: ID!) {
    shop { ianaTimezone }
    order(id: $order) {
      displayFulfillmentStatus cancelledAt
      risk { assessments { riskLevel } }
      disputes { id status }
      fulfillmentOrders(first: 1) { nodes { id status fulfillmentHolds { reason } } }
      fulfillments(first: 10) {
        id name displayStatus createdAt deliveredAt estimatedDeliveryAt totalQuantity trackingInfo(first: 1) { number }
      }
      returns(first: 20) { nodes { ...ReturnParts } }
    }
  }${returnParts}`;

export const shipOrder = `
  mutation ShipOrder($fulfillmentOrder: ID!, $tracking: FulfillmentTrackingInput) {
    fulfillmentCreate(fulfillment: {
      lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $fulfillmentOrder }], trackingInfo: $tracking
    }) {
      fulfillment { id }
      userErrors { message }
    }
  }`;

/** What the carrier tells; with a promise, when it says that the parcel will come. */
export const tellOfShipment = `
  mutation TellOfShipment($event: FulfillmentEventInput!) {
    fulfillmentEventCreate(fulfillmentEvent: $event) { userErrors { message } }
  }`;

export const holdOrder = `
  mutation HoldOrder($id: ID!, $reason: FulfillmentHoldReason!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: $reason }) { userErrors { message } }
  }`;

export const releaseOrder = `
  mutation ReleaseOrder($id: ID!) {
    fulfillmentOrderReleaseHold(id: $id) { userErrors { message } }
  }`;

export const requestReturn = `
  mutation RequestReturn($input: ReturnRequestInput!) {
    returnRequest(input: $input) { userErrors { message } }
  }`;

export const approveReturn = `
  mutation ApproveReturn($id: ID!) {
    returnApproveRequest(input: { id: $id }) { userErrors { message } }
  }`;

export const declineReturn = `
  mutation DeclineReturn($id: ID!, $reason: ReturnDeclineReason!, $note: String) {
    returnDeclineRequest(input: { id: $id, declineReason: $reason, declineNote: $note }) { userErrors { message } }
  }`;
