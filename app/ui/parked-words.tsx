import { Badge, type BadgeProps } from '@shopify/polaris';
import type { ParkedRow } from '../parked.server.ts';

const SOURCES: Readonly<
  Record<ParkedRow['source'], { word: string; tone: NonNullable<BadgeProps['tone']>; meaning: string }>
> = {
  unusable: {
    word: 'Not understood',
    tone: 'warning',
    meaning: 'Concierge could not make sense of its content.',
  },
  unread: {
    word: 'Not read',
    tone: 'attention',
    meaning: 'What it is about could not be read from the shop. Concierge tries it again by itself, for two days.',
  },
  dead_letter: {
    word: 'Failed',
    tone: 'critical',
    meaning: 'Concierge failed each time it worked on it.',
  },
};

/** Why a message was set aside, in a word. */
export function ParkedBadge({ source }: Pick<ParkedRow, 'source'>) {
  const { word, tone } = SOURCES[source];
  return <Badge tone={tone}>{word}</Badge>;
}

/** The same as a sentence. */
export function parkedMeaning(source: ParkedRow['source']): string {
  return SOURCES[source].meaning;
}

/** “Tried again twice before.” Empty for one that was not. */
export function replaysInWords(replays: number): string {
  if (replays === 0) return '';
  const often = replays === 1 ? 'once' : replays === 2 ? 'twice' : `${replays.toLocaleString('en')} times`;
  return `Tried again ${often} before.`;
}
