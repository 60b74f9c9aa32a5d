import type { View } from '../../views/view.ts';

export function userError(field: readonly string[] | null, message: string, extra: object = {}): View {
  return { __typename: 'UserError', field, message, ...extra };
}
