import { record, text } from '../../document.ts';
import { restId } from '../../gid.ts';
import { currentDocument } from '../../store/current.ts';
import type { Entity } from '../../store/entity.ts';
import type { View } from '../../views/view.ts';
import { formatUtc, formatZoned, parseTime } from '../../zoned-time.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { visibleEntity } from './visible-entity.ts';

/** States that the input takes; the others are results only (page "CustomerEmailMarketingState"). */
const SETTABLE = new Set(['PENDING', 'SUBSCRIBED', 'UNSUBSCRIBED']);

export const customerEmailMarketingConsentUpdate: Resolver = (args, context) => {
  const { shop, now } = context.reading;
  const input = record(args.input) ?? {};
  const consent = record(input.emailMarketingConsent) ?? {};
  if (consent.sourceLocationId != null) throw notEmulated('CustomerEmailMarketingConsentInput.sourceLocationId');
  const customer = visibleEntity(requireGidOf('Customer', input.customerId), context);
  if (customer === undefined) return refusal(['input', 'customerId'], 'INVALID', 'Customer not found');
  const document = currentDocument(customer);
  const email = text(document.email);
  if (email === null) {
    return refusal(['input', 'emailMarketingConsent'], 'INVALID', 'An email address is required to set the consent');
  }
  const state = text(consent.marketingState) ?? '';
  if (!SETTABLE.has(state)) {
    const message = `Cannot specify ${state} as a marketing state input`;
    return refusal(['input', 'emailMarketingConsent', 'marketingState'], 'INVALID', message);
  }
  const at = new Date(parseTime(consent.consentUpdatedAt) ?? now.getTime());
  const before = record(document.email_marketing_consent);
  const stored = {
    state: state.toLowerCase(),
    opt_in_level: text(consent.marketingOptInLevel)?.toLowerCase() ?? text(before?.opt_in_level),
    consent_updated_at: formatZoned(at, shop.timezone),
  };
  const changed: Entity = {
    ...customer,
    document: { ...customer.document, email_marketing_consent: stored },
    written: { ...customer.written, updatedAt: formatUtc(now) },
  };
  context.save(changed, ['customers/update']);
  context.emit('customers_email_marketing_consent/update', {
    customer_id: restId(customer.id),
    email_address: email,
    email_marketing_consent: stored,
  });
  const view = () => context.reading.viewOf(changed);
  return { __typename: 'CustomerEmailMarketingConsentUpdatePayload', customer: view, userErrors: [] };
};

function refusal(field: readonly string[], code: string, message: string): View {
  const userErrors = [{ __typename: 'CustomerEmailMarketingConsentUpdateUserError', field, code, message }];
  return { __typename: 'CustomerEmailMarketingConsentUpdatePayload', customer: null, userErrors };
}
