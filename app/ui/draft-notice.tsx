import { Banner, Link, Text } from '@shopify/polaris';
import { DRAFT } from '../draft-url.ts';
import type { DraftNotice } from '../draft-view.server.ts';
import { Moment } from './moment.tsx';

/** Above the rules that run, while others wait to be published. */
export function DraftWaits({ changeCount, changedAt, by }: DraftNotice) {
  return (
    <Banner tone="info" title="A draft waits to be published">
      <Text as="p" breakWord>
        {changeCount === 1 ? 'One change does' : `${changeCount} changes do`} not run yet. Last changed{' '}
        <Moment {...changedAt} />, by {by}. <Link url={DRAFT}>See the draft</Link>
      </Text>
    </Banner>
  );
}
