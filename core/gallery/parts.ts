import type { Condition } from '../condition.ts';
import type { RuleId } from '../identity.ts';
import type { Perk } from '../perks.ts';
import type { Rule } from '../policy.ts';
import { aboutDollars } from './amount.ts';

/** What a template is for. */
export const TEMPLATE_GROUPS = ['vip', 'fulfilment', 'returns', 'reviews', 'delays', 'abuse'] as const;
export type TemplateGroup = (typeof TEMPLATE_GROUPS)[number];

/** A service story: a rule that a merchant can start from. */
export interface RuleTemplate {
  readonly group: TemplateGroup;
  /** Why a shop does it, in one or two sentences. */
  readonly story: string;
  readonly rule: (shopCurrency: string) => Rule;
}

/** What stories are written with, in the shop's currency. */
export interface Pen {
  readonly is: (fact: Condition['fact'], operator: Condition['operator'], value: Condition['value']) => Condition;
  readonly money: (dollars: number) => { readonly amountMinor: number; readonly currency: string };
  readonly pack: (tag: string, note: string, costDollars: number) => Perk;
  readonly credit: (dollars: number) => Perk;
  readonly mail: (subject: string, ...paragraphs: string[]) => Perk;
}

type Told = Pick<Rule, 'on' | 'when' | 'perk'> & Pick<Partial<Rule>, 'waitForRisk'>;

/** A story under its rule's id and name. */
export function story(
  group: TemplateGroup,
  id: string,
  name: string,
  text: string,
  tell: (pen: Pen) => Told,
): RuleTemplate {
  return {
    group,
    story: text,
    rule: (shopCurrency) => ({ id: id as RuleId, name, enabled: true, ...tell(penFor(shopCurrency)) }),
  };
}

function penFor(currency: string): Pen {
  const money = (dollars: number) => aboutDollars(dollars, currency);
  return {
    is: (fact, operator, value) => ({ fact, operator, value }),
    money,
    pack: (tag, note, costDollars) => ({ kind: 'packing_instruction', tag, note, cost: money(costDollars) }),
    credit: (dollars) => ({ kind: 'store_credit', amount: money(dollars), expiresInDays: 180, notify: true }),
    mail: (subject, ...paragraphs) => ({
      kind: 'message',
      subject,
      body: ['Hello {{ customer.first_name | default: "there" }},', ...paragraphs, '{{ shop.name }}'].join('\n\n'),
      cost: money(0),
    }),
  };
}
