/** One shipment with the newest of what was told of it. `read_orders` shows all of it. */
export const SHIPMENT = `#graphql
  query Shipment($id: ID!) {
    fulfillment(id: $id) {
      id
      name
      status
      displayStatus
      createdAt
      updatedAt
      estimatedDeliveryAt
      deliveredAt
      requiresShipping
      trackingInfo(first: 1) {
        number
      }
      order {
        id
        name
        customer {
          id
        }
      }
      events(first: 20, sortKey: HAPPENED_AT, reverse: true) {
        nodes {
          status
          happenedAt
        }
      }
    }
  }
` as const;

/** Where a part of an order is sent from, and why not for now. `read_merchant_managed_fulfillment_orders`. */
export const HOLD = `#graphql
  query Hold($id: ID!) {
    fulfillmentOrder(id: $id) {
      id
      orderId
      status
      createdAt
      assignedLocation {
        name
      }
      fulfillmentHolds {
        reason
      }
    }
  }
` as const;
