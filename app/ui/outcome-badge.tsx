import { Badge } from '@shopify/polaris';

/** How a rule came out, in a word. */
export function OutcomeBadge({ isGranted }: { isGranted: boolean }) {
  return isGranted ? <Badge tone="success">Granted</Badge> : <Badge>Not granted</Badge>;
}
