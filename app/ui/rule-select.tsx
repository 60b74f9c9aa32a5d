import { Select } from '@shopify/polaris';

/** A filter by rule; null stands for all of them. */
export function RuleSelect<Id extends string>({
  rules,
  rule,
  onChange,
}: {
  rules: readonly { readonly id: string; readonly name: string }[];
  rule: Id | null;
  onChange: (rule: Id | null) => void;
}) {
  return (
    <Select
      label="Rule"
      options={[{ label: 'All rules', value: '' }, ...rules.map(({ id, name }) => ({ label: name, value: id }))]}
      value={rule ?? ''}
      onChange={(chosen) => onChange((chosen || null) as Id | null)}
    />
  );
}
