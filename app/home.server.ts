import type { CustomerId, Instant } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { ImportStore, PolicyStore } from '../core/ports.ts';
import type { Shop } from '../core/shop.ts';
import { summariseToday, type TodayPorts } from '../core/use-cases/summarise-today.ts';
import { describeRule } from '../core/words/rule.ts';
import { attentionOf } from './attention.server.ts';
import type { Attention } from './attention-item.ts';
import { type DecisionRow, decisionRow } from './decision-rows.server.ts';
import { importAttention } from './past-import.server.ts';
import { type TurnView, viewTurn } from './perks-switch.server.ts';
import { requirePolicy } from './rule-publishing.server.ts';
import { shopDay } from './shop-time.server.ts';

export interface HomeView {
  /** “Friday, November 20” */
  day: string;
  figures: { label: string; value: string; meaning: string }[];
  attention: Attention[];
  latest: DecisionRow[];
  /** What to do next in a shop that has seen no decision; null in any other. */
  firstSteps: { ruleInWords: string | null } | null;
  /** The kill switch is on: the frame around the page says so. */
  areStopped: boolean;
  /** When perks were given again, and by whom; null where they were never stopped. */
  givenAgain: TurnView | null;
}

const LATEST = 5;

export async function viewHome(
  services: TodayPorts & { policies: PolicyStore; imports: ImportStore },
  shop: Shop,
  now: Instant,
  nameCustomers: (customers: (CustomerId | null)[]) => Promise<(customer: CustomerId | null) => string>,
  staff: string,
): Promise<HomeView> {
  const [today, page, policy, latestImport] = await Promise.all([
    summariseToday(services, shop, now),
    services.ledger.decisions(shop.domain, { limit: LATEST }),
    requirePolicy(services.policies, shop, shop.policyVersion),
    services.imports.latest(shop.domain),
  ]);
  const nameOf = await nameCustomers(page.decisions.map(({ event }) => event.customer));
  const rule = policy.rules.find(({ enabled }) => enabled);
  return {
    day: shopDay(now, shop.timezone),
    figures: [
      { label: 'Events', value: count(today.events), meaning: 'that your shop told us of' },
      { label: 'Decisions', value: count(today.decisions), meaning: 'made by your rules' },
      { label: 'Perks', value: count(today.perks), meaning: 'given, or on their way' },
      { label: 'Cost', value: formatMoney(today.cost), meaning: 'of these perks' },
    ],
    attention: [...attentionOf(today, policy, shop), ...importAttention(latestImport, shop, now)],
    latest: page.decisions.map((decision) => decisionRow(decision, shop.timezone, nameOf)),
    firstSteps: page.decisions.length === 0 ? { ruleInWords: rule ? describeRule(rule) : null } : null,
    areStopped: shop.perksStoppedAt !== null,
    givenAgain: shop.perksStoppedAt === null ? viewTurn(shop, staff) : null,
  };
}

function count(number: number): string {
  return number.toLocaleString('en');
}
