import type { Decision } from '../core/decide.ts';
import type { Policy } from '../core/policy.ts';
import { PARKED_COUNTED, type Today } from '../core/use-cases/summarise-today.ts';
import { decisionUrl } from './decision-rows.server.ts';
import { shopTime } from './shop-time.server.ts';

/** Something that waits for a person, with what to do about it. */
export interface Attention {
  key: string;
  kind: 'refused' | 'waiting' | 'regretted' | 'missed' | 'parked' | 'rules';
  title: string;
  /** Null where the title says it all. */
  advice: string | null;
  /** Null where there is nothing to open. */
  link: { label: string; url: string } | null;
}

const SHOWN_OF_A_KIND = 5;

/** Most pressing first. */
export function attentionOf(today: Today, policy: Policy, timezone: string): Attention[] {
  return [
    ...rulesOff(policy),
    ...today.refused.slice(0, SHOWN_OF_A_KIND).map(refused),
    ...more('refused', today.refused.length, 'with a change that the shop refused'),
    ...today.parked.slice(0, SHOWN_OF_A_KIND).map((delivery) => parked(delivery, timezone)),
    ...moreParked(today.parked.length),
    ...today.regretted.slice(0, SHOWN_OF_A_KIND).flatMap(reconsidered),
    ...more('regretted', today.regretted.length, 'that would come out differently now'),
    ...today.waiting.slice(0, SHOWN_OF_A_KIND).map(waiting),
    ...more('waiting', today.waiting.length, 'with a change that waits for another try'),
  ];
}

/** Says how many decisions of a kind are not listed. */
function more(kind: Attention['kind'], found: number, which: string): Attention[] {
  const unlisted = found - SHOWN_OF_A_KIND;
  if (unlisted <= 0) return [];
  const title = `And ${unlisted.toLocaleString('en')} more ${unlisted === 1 ? 'decision' : 'decisions'} ${which}`;
  return [
    { key: `more ${kind}`, kind, title, advice: null, link: { label: 'See all decisions', url: '/app/decisions' } },
  ];
}

function moreParked(found: number): Attention[] {
  const unlisted = found - SHOWN_OF_A_KIND;
  if (unlisted <= 0) return [];
  const number = found < PARKED_COUNTED ? `${unlisted} more` : `${unlisted} or more`;
  const title = `And ${number} ${unlisted === 1 ? 'message' : 'messages'} from the shop that were set aside`;
  return [{ key: 'more parked', kind: 'parked', title, advice: null, link: null }];
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

function refused(decision: Decision): Attention {
  const problems = decision.effects.flatMap(({ state, problem }) => (state === 'refused' && problem ? problem : []));
  return {
    key: `refused ${decision.id}`,
    kind: 'refused',
    title: `The shop refused a change to order ${decision.event.orderName}`,
    advice: `${sentence(problems[0])}It is not tried again: make the change yourself if the customer should get the perk.`,
    link: { label: `See what to change in order ${decision.event.orderName}`, url: decisionUrl(decision) },
  };
}

function waiting(decision: Decision): Attention {
  const problem = decision.effects.find(({ state, attempts }) => state === 'pending' && attempts > 0)?.problem;
  return {
    key: `waiting ${decision.id}`,
    kind: 'waiting',
    title: `A change to order ${decision.event.orderName} waits for another try`,
    advice: `${sentence(problem)}Concierge tries again by itself. Look again if it is still here in an hour.`,
    link: { label: `Look at order ${decision.event.orderName}`, url: decisionUrl(decision) },
  };
}

function reconsidered(decision: Decision): Attention[] {
  const [afterthought] = decision.afterthoughts;
  if (!afterthought) return [];
  const { orderName } = decision.event;
  const rule = decision.outcomes.find((outcome) => outcome.rule === afterthought.rule)?.name;
  return [
    {
      key: `reconsidered ${decision.id}`,
      kind: afterthought.kind,
      title:
        afterthought.kind === 'missed'
          ? `Order ${orderName} did not get “${rule}”, but now it would`
          : `Order ${orderName} got “${rule}”, but now it would not`,
      advice:
        'Something arrived after the decision, such as an edit or a refund. Nothing was changed: that is up to you.',
      link: { label: `See why for order ${orderName}`, url: decisionUrl(decision) },
    },
  ];
}

function parked(delivery: Today['parked'][number], timezone: string): Attention {
  const { subject, adminPage } = SUBJECTS[delivery.topic.split('/')[0] ?? ''] ?? {};
  return {
    key: `parked ${delivery.id}`,
    kind: 'parked',
    title: 'A message from the shop was set aside',
    advice: `It was about ${subject ? `${subject} (${delivery.topic})` : delivery.topic} and came on ${shopTime(delivery.at, timezone).text}. ${sentence(delivery.reason)}It is kept as it came, so nothing is lost. Saving what it was about once more sends a new one.`,
    link: adminPage ? { label: `Open ${adminPage} in the shop`, url: `shopify://admin/${adminPage}` } : null,
  };
}

/** What a topic is about, by its first part, and where the admin shows it. */
const SUBJECTS: Readonly<Record<string, { subject: string; adminPage: string }>> = {
  orders: { subject: 'an order', adminPage: 'orders' },
  refunds: { subject: 'a refund', adminPage: 'orders' },
  customers: { subject: 'a customer', adminPage: 'customers' },
};

/** Ends with a full stop and a space, whatever the text ended with; nothing for no text. */
function sentence(text: string | null | undefined): string {
  const bare = text?.trim().replace(/[.!?]+$/, '') ?? '';
  return bare === '' ? '' : `${bare.charAt(0).toUpperCase()}${bare.slice(1)}. `;
}
