import type { Resolver } from '../context.ts';
import { bulkOperationCancel, bulkOperationRunQuery } from './bulk-operations.ts';
import {
  companyAssignCustomerAsContact,
  companyAssignMainContact,
  companyContactRemoveFromCompany,
  companyCreate,
  companyDelete,
  companyUpdate,
} from './company.ts';
import { customerEmailMarketingConsentUpdate } from './customer-consent.ts';
import { customerDelete } from './customer-delete.ts';
import { customerRequestDataErasure } from './customer-erasure.ts';
import { customerMerge } from './customer-merge.ts';
import { customerUpdate } from './customer-update.ts';
import { fulfillmentCreate, fulfillmentEventCreate } from './fulfillment.ts';
import { fulfillmentOrderHold, fulfillmentOrderReleaseHold } from './fulfillment-hold.ts';
import { metafieldsSet } from './metafields-set.ts';
import { orderDelete } from './order-delete.ts';
import { orderCancel, orderMarkAsPaid } from './order-state.ts';
import { orderUpdate } from './order-update.ts';
import { productDelete, productUpdate } from './product.ts';
import { productOptionUpdate } from './product-option.ts';
import { returnRequest } from './return-request.ts';
import {
  removeFromReturn,
  returnApproveRequest,
  returnCancel,
  returnClose,
  returnDeclineRequest,
  returnReopen,
} from './return-state.ts';
import { reverseDeliveryCreateWithShipping } from './reverse-delivery.ts';
import { storeCreditAccountCredit } from './store-credit.ts';
import { tagsAdd, tagsRemove } from './tags.ts';

/** The mutations that are emulated: they change the store and emit their webhooks. */
export const mutations: Readonly<Record<string, Resolver>> = {
  companyAssignCustomerAsContact,
  companyAssignMainContact,
  companyContactRemoveFromCompany,
  companyCreate,
  companyDelete,
  companyUpdate,
  customerDelete,
  customerEmailMarketingConsentUpdate,
  customerMerge,
  customerRequestDataErasure,
  bulkOperationCancel,
  bulkOperationRunQuery,
  customerUpdate,
  fulfillmentCreate,
  fulfillmentEventCreate,
  fulfillmentOrderHold,
  fulfillmentOrderReleaseHold,
  metafieldsSet,
  orderCancel,
  orderDelete,
  orderMarkAsPaid,
  orderUpdate,
  productDelete,
  productOptionUpdate,
  productUpdate,
  removeFromReturn,
  returnApproveRequest,
  returnCancel,
  returnClose,
  returnDeclineRequest,
  returnReopen,
  returnRequest,
  reverseDeliveryCreateWithShipping,
  storeCreditAccountCredit,
  tagsAdd,
  tagsRemove,
};
