import * as z from 'zod';
import type { Instant } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import { RISK_ANSWERS } from '../../core/risk.ts';
import { idField, requireId } from './wire-fields.ts';

const payload = z.object(
  {
    order_id: idField.nullish(),
    admin_graphql_api_order_id: z.string().nullish(),
    /** The app that assessed; null for Shopify. */
    provider_id: idField.nullish(),
    risk_level: z
      .string({ error: 'expected a risk level' })
      .transform((level) => level.toLowerCase())
      .pipe(z.enum(RISK_ANSWERS, { error: 'expected a risk level' })),
  },
  { error: 'expected a risk assessment' },
);

/**
 * One assessor's word of `orders/risk_assessment_changed`; each names the order and itself. It is as new as its
 * delivery, since `created_at` may be null.
 */
export function riskPayload(triggeredAt: Instant) {
  return payload.transform((risk, context): Observation => {
    const identity = { admin_graphql_api_id: risk.admin_graphql_api_order_id, id: risk.order_id };
    const order = requireId('Order', identity, 'order_id', context);
    const assessment = { provider: risk.provider_id ?? null, answer: risk.risk_level, at: triggeredAt };
    return { type: 'risk.seen', order, assessment };
  });
}
