import { Banner, List } from '@shopify/polaris';

/** Why something was not done, read out as it appears; nothing where nothing was refused. */
export function Refusal({ title, reasons }: { title: string; reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <div role="alert">
      <Banner tone="critical" title={title}>
        <List>
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      </Banner>
    </div>
  );
}
