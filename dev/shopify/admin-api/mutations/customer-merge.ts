import { record, text } from '../../document.ts';
import { toGid } from '../../gid.ts';
import { currentDocument } from '../../store/current.ts';
import type { Entity } from '../../store/entity.ts';
import { mergeCustomers } from '../../store/merge-customers.ts';
import type { View } from '../../views/view.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { visibleEntity } from './visible-entity.ts';

/**
 * Makes one customer of two: the orders go to the one that is kept. Which that is follows the page "customerMerge".
 * Shopify merges in a job; here it is done when the mutation answers.
 */
export const customerMerge: Resolver = (args, context) => {
  if (args.overrideFields != null) throw notEmulated('customerMerge(overrideFields:)');
  const [oneId, twoId] = [requireGidOf('Customer', args.customerOneId), requireGidOf('Customer', args.customerTwoId)];
  const [one, two] = [visibleEntity(oneId, context), visibleEntity(twoId, context)];
  if (oneId === twoId) return refusal('customerTwoId', 'INVALID_CUSTOMER_ID', 'The two customers must be different.');
  if (one === undefined) return refusal('customerOneId', 'INVALID_CUSTOMER_ID', 'Customer does not exist.');
  if (two === undefined) return refusal('customerTwoId', 'INVALID_CUSTOMER_ID', 'Customer does not exist.');
  const kept = keptOf(one, two);
  const gone = kept === one ? two : one;
  const { store, shop, now } = context.reading;
  const job = toGid('Job', context.newId('Job'));
  const merged = mergeCustomers(store, shop.domain, { kept, gone }, formatUtc(now));
  context.save(merged.kept, ['customers/update']);
  for (const order of merged.moved) context.save(order, ['orders/updated']);
  context.emit('customers/merge', {
    admin_graphql_api_customer_kept_id: kept.id,
    admin_graphql_api_customer_deleted_id: gone.id,
    admin_graphql_api_job_id: job,
    status: 'completed',
    errors: [],
  });
  return {
    __typename: 'CustomerMergePayload',
    job: { __typename: 'Job', id: job, done: true },
    resultingCustomerId: kept.id,
    userErrors: [],
  };
};

function refusal(field: string, code: string, message: string): View {
  const userErrors = [{ __typename: 'CustomerMergeUserError', field: [field], code, message }];
  return { __typename: 'CustomerMergePayload', job: null, resultingCustomerId: null, userErrors };
}

/** The one with an e-mail; of two an enabled account, then who consented to mail, else the second. */
function keptOf(one: Entity, two: Entity): Entity {
  const [first, second] = [currentDocument(one), currentDocument(two)];
  const rank = (document: typeof first) => {
    if (text(document.email) === null) return 0;
    const consents = ['subscribed', 'pending'].includes(text(record(document.email_marketing_consent)?.state) ?? '');
    const state = text(document.state);
    return state === 'enabled' ? 4 : consents ? 3 : state === 'invited' ? 2 : 1;
  };
  return rank(first) > rank(second) ? one : two;
}
