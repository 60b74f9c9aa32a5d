import { Badge, type BadgeProps, BlockStack, Text } from '@shopify/polaris';
import type { SweepRow } from '../sweep-rows.server.ts';
import { Moment } from './moment.tsx';

const STATES: Readonly<Record<SweepRow['state'], { word: string; tone?: NonNullable<BadgeProps['tone']> }>> = {
  finished: { word: 'Finished', tone: 'success' },
  running: { word: 'Running', tone: 'info' },
  standing_still: { word: 'Standing still', tone: 'warning' },
  broken_off: { word: 'Broken off' },
};

export function SweepBadge({ state, found }: Pick<SweepRow, 'state' | 'found'>) {
  if (state === 'finished' && found > 0)
    return <Badge tone="attention">{`${found.toLocaleString('en')} found late`}</Badge>;
  const { word, tone } = STATES[state];
  return <Badge {...(tone ? { tone } : {})}>{word}</Badge>;
}

/** What was looked at, and what was found. */
export function SweepSummary(sweep: SweepRow) {
  const { from, until, checked, state } = sweep;
  return (
    <BlockStack gap="100">
      <Text as="p" tone="subdued">
        Changes from <Moment {...from} /> to <Moment {...until} />
      </Text>
      <Text as="p">
        {state === 'finished' ? 'Checked' : 'Checked so far'}: {checked}. {foundInWords(sweep)}
      </Text>
      {troubles(sweep).map((trouble) => (
        <Text key={trouble} as="p" breakWord>
          {trouble}
        </Text>
      ))}
    </BlockStack>
  );
}

function foundInWords({ found, state }: SweepRow): string {
  if (found === 0) return state === 'finished' ? 'Concierge had missed nothing.' : 'Nothing missed so far.';
  return `${found.toLocaleString('en')} ${found === 1 ? 'was' : 'were'} found late.`;
}

function troubles({ state, problem, leftOut, unchecked }: SweepRow): string[] {
  return [
    ...(state === 'standing_still' ? [`It tries again every few minutes. Reason: ${problem}`] : []),
    ...(state === 'broken_off' ? ['The app was uninstalled meanwhile.'] : []),
    ...(unchecked === 0 ? [] : [`${unchecked.toLocaleString('en')} could not be checked.`]),
    ...(leftOut === null ? [] : [`Not everything could be looked at. Reason: ${leftOut}`]),
  ];
}
