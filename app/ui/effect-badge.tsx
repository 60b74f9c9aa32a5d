import { Badge, type BadgeProps } from '@shopify/polaris';
import type { EffectStatus } from '../effect-status.ts';

const BADGES: Readonly<Record<EffectStatus, { word: string; tone?: NonNullable<BadgeProps['tone']> }>> = {
  started: { word: 'In progress', tone: 'info' },
  waiting: { word: 'Waiting', tone: 'attention' },
  checking: { word: 'Checking', tone: 'attention' },
  done: { word: 'Done', tone: 'success' },
  refused: { word: 'Refused', tone: 'critical' },
  unclear: { word: 'Unclear', tone: 'critical' },
  held: { word: 'On hold', tone: 'warning' },
  stopped: { word: 'Stopped', tone: 'warning' },
  abandoned: { word: 'Left undone' },
};

/** How far an effect got, in a word. */
export function EffectBadge({ status }: { status: EffectStatus }) {
  const { word, tone } = BADGES[status];
  return (
    <span className="effect-badge">
      <Badge {...(tone ? { tone } : {})}>{word}</Badge>
    </span>
  );
}
