import type { Entity } from '../../store/entity.ts';
import type { View } from '../../views/view.ts';
import type { Context } from '../context.ts';

/** Codes are the schema's; Shopify's wording of the messages is not documented, so this one is ours. */
export function returnError(field: readonly string[], code: ReturnErrorCode, message: string): View {
  return { __typename: 'ReturnUserError', field, code, message };
}
type ReturnErrorCode = 'NOT_FOUND' | 'INVALID_STATE' | 'INVALID' | 'GREATER_THAN' | 'LESS_THAN_OR_EQUAL_TO' | 'BLANK';

/** The answer of a mutation about a return: the return, or what was wrong. */
export function returnAnswer(typename: string, outcome: Entity | View, { reading }: Context): View {
  if ('__typename' in outcome) return { __typename: typename, return: null, userErrors: [outcome] };
  return { __typename: typename, return: () => reading.viewOf(outcome as Entity), userErrors: [] };
}
