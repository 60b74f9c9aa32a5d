import { boundTags, type Consent, type CustomerCard } from '../../core/customer-card.ts';
import type { Instant } from '../../core/identity.ts';
import { consentState } from './customer-change-payload.ts';
import type { CustomerCardQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';

export type CardNode = NonNullable<CustomerCardQuery['customer']>;

export function readCardNode(node: CardNode, readAt: Instant): CustomerCard {
  const { tags, defaultEmailAddress: email, defaultPhoneNumber: phone } = node;
  return {
    readAt,
    ...boundTags(tags),
    email: email ? readConsent(email.marketingState, email.marketingUpdatedAt) : null,
    sms: phone ? readConsent(phone.smsMarketingConsent.state, phone.smsMarketingConsent.updatedAt) : null,
  };
}

/** Null for a state that only a later version of the Admin API knows. */
function readConsent(told: string, updatedAt: string | null | undefined): Consent | null {
  const state = consentState(told);
  return state && { state, at: parseInstant(updatedAt ?? '') };
}
