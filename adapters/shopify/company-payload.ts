import * as z from 'zod';
import type { Observation } from '../../core/observation.ts';
import { identityFields, requireId } from './wire-fields.ts';

/** `companies/*` name the company by its gid, and none of its people but one: it is read from the shop. */
export const companyPayload = z
  .object(identityFields, { error: 'expected a company' })
  .transform((told, context): Observation => {
    const company = requireId('Company', told, 'admin_graphql_api_id', context);
    return context.issues.length > 0 ? z.NEVER : { type: 'company.touched', company };
  });
