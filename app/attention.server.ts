import type { Policy } from '../core/policy.ts';
import type { Shop } from '../core/shop.ts';
import { PARKED_COUNTED, type Today } from '../core/use-cases/summarise-today.ts';
import type { Attention } from './attention-item.ts';
import { latePerks, openPerks, reconsidered } from './perk-attention.server.ts';
import { shopTime } from './shop-time.server.ts';
import { sweepUrl } from './sweep-url.ts';
import { topicInWords } from './topic-words.ts';

/** Most pressing first. */
export function attentionOf(today: Today, policy: Policy, shop: Shop): Attention[] {
  return [
    ...openPerks('unclear', today.unclear),
    ...openPerks('refused', today.refused),
    ...openPerks('stopped', today.stopped),
    ...down(today, shop),
    ...rulesOff(policy),
    ...parked(today.parked, shop),
    ...standingStill(today.standingStill, shop),
    ...today.unchecked.map((sweep) => unchecked(sweep, shop)),
    ...today.foundLate.map((sweep) => foundLate(sweep, shop)),
    ...reconsidered(today.regretted),
    // While the shop does not answer, everything waits, and that is said above.
    ...(today.down ? [] : latePerks(today.late)),
  ];
}

function down({ down, waiting }: Today, { timezone }: Shop): Attention[] {
  if (!down) return [];
  const orders =
    waiting === 0 ? '' : `${waiting.toLocaleString('en')} ${waiting === 1 ? 'order waits' : 'orders wait'} for perks. `;
  return [
    {
      key: 'down',
      kind: 'down',
      title: `Shopify has not answered for this shop since ${shopTime(down.since, timezone).text}`,
      advice: `${orders}Concierge goes on by itself as soon as the shop answers. Reason: ${down.problem}`,
      link: waiting === 0 ? null : { label: 'See what waits', url: '/app/perks?state=waiting' },
    },
  ];
}

function rulesOff({ rules }: Policy): Attention[] {
  if (rules.some(({ enabled }) => enabled)) return [];
  const hasNone = rules.length === 0;
  return [
    {
      key: 'rules',
      kind: 'rules',
      title: hasNone ? 'There are no rules yet' : 'All rules are off',
      advice: 'Orders are counted for each customer, but nobody gets a perk.',
      link: hasNone
        ? { label: 'Add the return bag rule', url: '/app/rules/new/return-bag' }
        : { label: 'Turn on a rule', url: '/app/rules' },
    },
  ];
}

function parked(deliveries: Today['parked'], { timezone }: Shop): Attention[] {
  const [newest] = deliveries;
  if (!newest) return [];
  const number = deliveries.length < PARKED_COUNTED ? `${deliveries.length}` : `${PARKED_COUNTED} or more`;
  const isOne = deliveries.length === 1;
  return [
    {
      key: 'parked',
      kind: 'parked',
      title: `${number} ${isOne ? 'message from the shop is' : 'messages from the shop are'} set aside`,
      advice: `${isOne ? 'It' : 'The newest'} came on ${shopTime(newest.triggeredAt, timezone).text}: ${topicInWords(newest.topic)}. Reason: ${newest.reason.replace(/\.$/, '')}. Nothing is lost: ${isOne ? 'it' : 'all'} can be tried again.`,
      link: { label: 'See the messages set aside', url: '/app/parked' },
    },
  ];
}

function foundLate(sweep: Today['foundLate'][number], { timezone }: Shop): Attention {
  const { foundCount, startedAt } = sweep;
  const isOne = foundCount === 1;
  return {
    key: `found late ${sweep.id}`,
    kind: 'found_late',
    title: `${foundCount.toLocaleString('en')} ${isOne ? 'change was' : 'changes were'} found late`,
    advice: `The shop sent no message about ${isOne ? 'it' : 'them'}. The check of ${shopTime(startedAt, timezone).text} found ${isOne ? 'it' : 'them'}, and perks were granted where there was still time.`,
    link: { label: 'See what was found', url: sweepUrl(sweep) },
  };
}

function unchecked(sweep: Today['unchecked'][number], { timezone }: Shop): Attention {
  const isOne = sweep.uncheckedCount === 1;
  return {
    key: `unchecked ${sweep.id}`,
    kind: 'unchecked',
    title: `${sweep.uncheckedCount.toLocaleString('en')} ${isOne ? 'change' : 'changes'} could not be checked`,
    advice: `The check of ${shopTime(sweep.startedAt, timezone).text} tried several times and left ${isOne ? 'it' : 'them'} out. Look at ${isOne ? 'it' : 'them'} in Shopify: perks may be missing.`,
    link: { label: 'See what could not be checked', url: sweepUrl(sweep) },
  };
}

function standingStill(sweep: Today['standingStill'], { timezone }: Shop): Attention[] {
  if (!sweep) return [];
  return [
    {
      key: 'standing still',
      kind: 'standing_still',
      title: `The nightly check has been standing still since ${shopTime(sweep.startedAt, timezone).text}`,
      advice: `It goes on by itself as soon as the shop can be read. Reason: ${sweep.problem}`,
      link: { label: 'See how far it got', url: '/app/reconciliation' },
    },
  ];
}
