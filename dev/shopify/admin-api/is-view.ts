import type { View } from '../views/view.ts';

export function isView(value: unknown): value is View {
  return (
    typeof value === 'object' && value !== null && typeof (value as { __typename?: unknown }).__typename === 'string'
  );
}
