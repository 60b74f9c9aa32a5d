import { boundTags, type Consent, type CustomerCard, type CustomerTraits } from '../../core/customer-card.ts';
import type { Instant } from '../../core/identity.ts';
import { consentState } from './customer-change-payload.ts';
import type { CustomerCardQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';

type CustomerNode = NonNullable<CustomerCardQuery['customer']>;

/** What every reading tells, also one of all customers. */
export type CardNode = Pick<CustomerNode, 'tags' | 'defaultEmailAddress' | 'defaultPhoneNumber'>;

export function readCardNode(node: CardNode, readAt: Instant): CustomerCard {
  const { tags, defaultEmailAddress: email, defaultPhoneNumber: phone } = node;
  return {
    readAt,
    ...boundTags(tags),
    email: email ? readConsent(email.marketingState, email.marketingUpdatedAt) : null,
    sms: phone ? readConsent(phone.smsMarketingConsent.state, phone.smsMarketingConsent.updatedAt) : null,
  };
}

/** The same, with who they are as far as rules look at it. */
export function readWholeCard(node: CustomerNode, readAt: Instant): CustomerCard {
  const since = parseInstant(node.createdAt);
  if (since === null) throw new Error('the Admin API answered a customer in another shape than its schema');
  return { ...readCardNode(node, readAt), traits: { since, ...readTraits(node) } };
}

function readTraits({ locale, defaultAddress }: CustomerNode): Omit<CustomerTraits, 'since'> {
  const language = /^[a-z]{2,3}(?=$|[-_])/i.exec(locale)?.[0].toLowerCase() ?? null;
  return { country: defaultAddress?.countryCodeV2 ?? null, language };
}

/** Null for a state that only a later version of the Admin API knows. */
function readConsent(told: string, updatedAt: string | null | undefined): Consent | null {
  const state = consentState(told);
  return state && { state, at: parseInstant(updatedAt ?? '') };
}
