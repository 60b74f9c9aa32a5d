import { Badge, type BadgeProps } from '@shopify/polaris';
import type { Attention } from '../attention.server.ts';

const BADGES: Readonly<Record<Attention['kind'], { tone: NonNullable<BadgeProps['tone']>; word: string }>> = {
  refused: { tone: 'critical', word: 'Refused' },
  parked: { tone: 'warning', word: 'Set aside' },
  rules: { tone: 'warning', word: 'Off' },
  regretted: { tone: 'attention', word: 'Regretted' },
  missed: { tone: 'attention', word: 'Missed' },
  waiting: { tone: 'info', word: 'Waiting' },
};

/** Why something needs a person, in a word. */
export function TroubleBadge({ kind }: { kind: Attention['kind'] }) {
  const { tone, word } = BADGES[kind];
  return <Badge tone={tone}>{word}</Badge>;
}
