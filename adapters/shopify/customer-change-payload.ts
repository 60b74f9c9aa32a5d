import * as z from 'zod';
import {
  type ChangeId,
  type ChangeOfCustomer,
  CONSENT_STATES,
  type ConsentState,
  type CustomerChange,
} from '../../core/customer-card.ts';
import type { CustomerId, Instant } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import { bodyHash } from './json.ts';
import { identify, identityFields, idField, instantField, requireId } from './wire-fields.ts';

/** What tells that the shop keeps something else of a customer now. The state as a whole is read from the shop. */

type Touched = Extract<Observation, { type: 'customer.touched' }>;

/** What a timeline keeps of one change; the shop has them all. */
const MOST_TAGS = 20;

/** `customer.tags_added` and `customer.tags_removed`: `{customerId, tags, occurredAt}`, the tags that differ alone. */
export function tagsPayload(kind: 'tags_added' | 'tags_removed', triggeredAt: Instant) {
  return z
    .object(
      {
        customerId: z.string({ error: 'expected the id of one customer' }),
        tags: z.array(z.string({ error: 'expected text' }), { error: 'expected a list of tags' }),
        occurredAt: instantField.nullish(),
      },
      { error: 'expected the tags of a customer' },
    )
    .transform(({ customerId, tags, occurredAt }, context): Touched => {
      const customer = requireId('Customer', { admin_graphql_api_id: customerId }, 'customerId', context);
      const told = tags.slice(0, MOST_TAGS).map((tag) => tag.slice(0, 255).toWellFormed());
      return touched(customer, occurredAt ?? triggeredAt, told.length === 0 ? null : { kind, tags: told });
    });
}

const consentField = z
  .object(
    {
      state: z.string({ error: 'expected a state' }).nullish(),
      consent_updated_at: instantField.nullish(),
    },
    { error: 'expected a consent' },
  )
  .nullish();

/** `customers_email_marketing_consent/update` names the customer by `customer_id`. */
export function emailConsentPayload(triggeredAt: Instant) {
  return z
    .object({ customer_id: idField, email_marketing_consent: consentField }, { error: 'expected a consent' })
    .transform(({ customer_id, email_marketing_consent }, context): Touched => {
      const customer = requireId('Customer', { id: customer_id }, 'customer_id', context);
      return consented(customer, 'email_consent', email_marketing_consent, triggeredAt);
    });
}

/** `customers_marketing_consent/update` is about text messages; its `id` is the customer's. */
export function smsConsentPayload(triggeredAt: Instant) {
  return z
    .object({ ...identityFields, sms_marketing_consent: consentField }, { error: 'expected a consent' })
    .transform(({ sms_marketing_consent, ...identity }, context): Touched => {
      const customer = requireId('Customer', identity, 'id', context);
      return consented(customer, 'sms_consent', sms_marketing_consent, triggeredAt);
    });
}

const MOST_NAME = 255;

/**
 * `company_contacts/create` and `/delete`: they tell of the customer and of the company, each as far as it is named; the
 * customer may be deleted by then. Null where neither is.
 */
export function companyContactPayload(kind: 'company_joined' | 'company_left', triggeredAt: Instant) {
  return z
    .object(
      {
        customer_admin_graphql_api_id: z.string({ error: 'expected the id of one customer' }).nullish(),
        created_at: instantField.nullish(),
        company: z
          .object(
            { ...identityFields, name: z.string({ error: 'expected a name' }).nullish() },
            { error: 'expected a company' },
          )
          .nullish(),
      },
      { error: 'expected a contact of a company' },
    )
    .transform((contact, context): readonly Observation[] | null => {
      const firm = identify('Company', contact.company ?? {});
      const ofCompany: Observation[] = firm === null ? [] : [{ type: 'company.touched', company: firm }];
      if (contact.customer_admin_graphql_api_id == null) return ofCompany.length > 0 ? ofCompany : null;
      const identity = { admin_graphql_api_id: contact.customer_admin_graphql_api_id };
      const customer = requireId('Customer', identity, 'customer_admin_graphql_api_id', context);
      const company = contact.company?.name?.trim().slice(0, MOST_NAME).toWellFormed() ?? '';
      const at = kind === 'company_joined' ? (contact.created_at ?? triggeredAt) : triggeredAt;
      return [touched(customer, at, company === '' ? null : { kind, company }), ...ofCompany];
    });
}

function consented(
  customer: CustomerId,
  kind: 'email_consent' | 'sms_consent',
  consent: z.output<typeof consentField>,
  triggeredAt: Instant,
): Touched {
  const state = consentState(consent?.state ?? '');
  return touched(customer, consent?.consent_updated_at ?? triggeredAt, state === null ? null : { kind, state });
}

/** Null for a state that we don't know, and where none is told. `CustomerMarketingConsentState` has a word of its own. */
export function consentState(text: string): ConsentState | null {
  const lower = text.toLowerCase().replace(/^never_/, 'not_');
  return CONSENT_STATES.find((state) => state === lower) ?? null;
}

function touched(customer: CustomerId, at: Instant, what: ChangeOfCustomer | null): Touched {
  const change: Omit<CustomerChange, 'customer'> | null = what && { id: changeId(at, what), at, what };
  return { type: 'customer.touched', customer, change };
}

function changeId(at: Instant, what: ChangeOfCustomer): ChangeId {
  return `${new Date(at).toISOString()}~${what.kind}~${bodyHash(what)}` as ChangeId;
}
