import { Banner, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useRef, useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { Failed } from '../answer.ts';
import type { EffectPageView } from '../effect-details.server.ts';
import type { WordRequest } from '../effect-request.server.ts';
import { isUnderWay } from '../effect-status.ts';
import { EffectBadge } from './effect-badge.tsx';
import { EffectHistory } from './effect-history.tsx';
import { EffectStanding } from './effect-standing.tsx';
import { EffectWords } from './effect-words.tsx';
import { Moment } from './moment.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { PATIENT, SOON, useRefreshWhile } from './use-refresh-while.ts';
import { useRequest } from './use-request.ts';

type Answer = { kind: 'settled' | 'too_late'; word: WordRequest['word'] } | Failed;

const TOASTS: Readonly<Record<WordRequest['word'], string>> = {
  happened: 'Noted: it happened',
  did_not_happen: 'Trying again',
  retry: 'Trying again',
  abandon: 'Left undone',
};

/** One effect: how far it got, what a person can say of it, and all that happened to it. */
export function EffectPage(view: EffectPageView) {
  const { what, status, subject, arePerksStopped } = view;
  const isReleased = status === 'held' && !arePerksStopped;
  const isRefreshing = useRefreshWhile(isUnderWay(status) || isReleased, status === 'started' ? SOON : PATIENT);
  const [isTooLate, setIsTooLate] = useState(false);
  const standing = useRef<HTMLDivElement>(null);
  const { send, isBusy } = useRequest<WordRequest, Answer>((answer) => {
    setIsTooLate(answer.kind === 'too_late');
    switch (answer.kind) {
      case 'settled':
        showToast(TOASTS[answer.word]);
        // The button that was pressed is gone.
        return standing.current?.focus();
      case 'too_late':
        return standing.current?.focus();
      case 'failed':
        return showToast('Nothing was changed. Check your connection and try again', { isError: true });
      default:
        return assertNever(answer);
    }
  });
  return (
    <Screen title={`Perk for ${subject}`} back={{ content: 'Perks', url: '/app/perks' }} isNarrow>
      <BlockStack gap="400">
        {isTooLate ? (
          <Banner tone="warning" title="Somebody was faster" onDismiss={() => setIsTooLate(false)}>
            <Text as="p">Nothing was changed by you. What is true now is shown below.</Text>
          </Banner>
        ) : null}
        <Card>
          <BlockStack gap="400">
            <div ref={standing} tabIndex={-1} aria-live="polite">
              <BlockStack gap="200">
                <InlineStack gap="200" align="space-between" blockAlign="start" wrap={false}>
                  <Text as="h2" variant="headingMd" breakWord>
                    {what}
                  </Text>
                  <EffectBadge status={status} />
                </InlineStack>
                <EffectStanding {...view} isRefreshing={isRefreshing} />
              </BlockStack>
            </div>
            <EffectWords {...view} isBusy={isBusy} onSay={(word) => send({ word })} />
          </BlockStack>
        </Card>
        <About {...view} />
        <EffectHistory {...view} />
      </BlockStack>
    </Screen>
  );
}

function About({ rule, subject, order, customer, cost, decision }: EffectPageView) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          What it belongs to
        </Text>
        <Text as="p" breakWord>
          Rule: {rule.url ? <Link url={rule.url}>{rule.name}</Link> : `${rule.name} (deleted since)`}
        </Text>
        {order ? (
          <Text as="p" breakWord>
            Order:{' '}
            <Link url={order.url} target="_top" accessibilityLabel={`Open order ${order.name} in Shopify`}>
              {order.name}
            </Link>
          </Text>
        ) : null}
        <Text as="p" breakWord>
          Customer:{' '}
          {customer.url ? (
            <Link url={customer.url} accessibilityLabel={`All perks of ${customer.name}`}>
              {customer.name}
            </Link>
          ) : (
            customer.name
          )}
        </Text>
        {cost ? <Text as="p">Cost of the whole perk: {cost}</Text> : null}
        <Text as="p">
          Decided <Moment {...decision.at} />. <Link url={decision.url}>See why {subject} got it</Link>
        </Text>
      </BlockStack>
    </Card>
  );
}
