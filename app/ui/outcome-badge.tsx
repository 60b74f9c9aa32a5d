import { Badge, type BadgeProps } from '@shopify/polaris';
import type { OutcomeKind } from '../../core/decide.ts';

const BADGES: Readonly<Record<OutcomeKind, { word: string; tone?: NonNullable<BadgeProps['tone']> }>> = {
  granted: { word: 'Granted', tone: 'success' },
  no_match: { word: 'Not granted' },
  not_possible: { word: 'Not possible', tone: 'warning' },
};

/** How a rule came out, in a word. */
export function OutcomeBadge({ outcome }: { outcome: OutcomeKind }) {
  const { word, tone } = BADGES[outcome];
  return <Badge {...(tone ? { tone } : {})}>{word}</Badge>;
}
