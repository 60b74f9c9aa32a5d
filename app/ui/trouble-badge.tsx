import { Badge, type BadgeProps } from '@shopify/polaris';
import type { Attention } from '../attention-item.ts';
import type { Trouble } from '../decision-rows.server.ts';

type Kind = Attention['kind'] | Trouble;

const BADGES: Readonly<Record<Kind, { tone: NonNullable<BadgeProps['tone']>; word: string }>> = {
  unclear: { tone: 'critical', word: 'Unclear' },
  refused: { tone: 'critical', word: 'Refused' },
  stopped: { tone: 'warning', word: 'Stopped' },
  held: { tone: 'warning', word: 'On hold' },
  down: { tone: 'warning', word: 'No answer' },
  parked: { tone: 'warning', word: 'Set aside' },
  rules: { tone: 'warning', word: 'Off' },
  standing_still: { tone: 'warning', word: 'Standing still' },
  unchecked: { tone: 'warning', word: 'Not checked' },
  found_late: { tone: 'attention', word: 'Found late' },
  regretted: { tone: 'attention', word: 'Regretted' },
  missed: { tone: 'attention', word: 'Missed' },
  import_failed: { tone: 'warning', word: 'Failed' },
  import_paused: { tone: 'attention', word: 'Paused' },
  import_running: { tone: 'info', word: 'Running' },
  waiting: { tone: 'info', word: 'Waiting' },
};

/** Why something needs a person, in a word. */
export function TroubleBadge({ kind }: { kind: Kind }) {
  const { tone, word } = BADGES[kind];
  return <Badge tone={tone}>{word}</Badge>;
}
