import type { EventType } from '../event.ts';
import type { SeenLines } from '../lines.ts';
import { COMPANY_FACTS } from './company.ts';
import { CUSTOMER_FACTS } from './customer.ts';
import { CUSTOMER_DEALINGS_FACTS } from './customer-dealings.ts';
import { CUSTOMER_ORDER_FACTS } from './customer-orders.ts';
import type { FactDefinition } from './definition.ts';
import { GOODS_FACTS } from './goods.ts';
import { LINE_FACTS } from './line.ts';
import { ORDER_FACTS } from './order.ts';
import { ORDER_DETAIL_FACTS } from './order-details.ts';
import { RETURN_FACTS } from './return.ts';
import { REVIEW_FACTS } from './review.ts';
import { RISK_FACTS } from './risk.ts';
import { SHIPMENT_FACTS } from './shipment.ts';
import { TIME_FACTS } from './time.ts';
import type { FactValue } from './value.ts';

/** The one catalogue: it drives extraction, validation, the editor, the documents and the explanation. */
export const FACTS = [
  ...CUSTOMER_ORDER_FACTS,
  ...CUSTOMER_FACTS,
  ...CUSTOMER_DEALINGS_FACTS,
  ...ORDER_FACTS,
  ...ORDER_DETAIL_FACTS,
  ...LINE_FACTS,
  ...GOODS_FACTS,
  ...COMPANY_FACTS,
  ...RISK_FACTS,
  ...RETURN_FACTS,
  ...SHIPMENT_FACTS,
  ...REVIEW_FACTS,
  ...TIME_FACTS,
] as const;

type CatalogueEntry = (typeof FACTS)[number];
export type FactId = CatalogueEntry['id'];

export const FACT_IDS: readonly FactId[] = FACTS.map(({ id }) => id);

const DEFINITIONS: ReadonlyMap<FactId, FactDefinition> = new Map(FACTS.map((fact) => [fact.id, fact]));

export function factDefinition(id: FactId): FactDefinition {
  const definition = DEFINITIONS.get(id);
  if (!definition) throw new Error(`fact ${id} is not in the catalogue`);
  return definition;
}

/** What the fact says of the subject of such an event: “customer’s net spend …, this order not counted”. */
export function factLabel(id: FactId, event: EventType): string {
  const { label, aside } = factDefinition(id);
  const more = aside?.[event]?.en;
  return more ? `${label}, ${more}` : label;
}

export function factsOf(event: EventType): readonly FactId[] {
  return FACT_IDS.filter((id) => factDefinition(id).events.includes(event));
}

/** The facts of one event: those that it carries, as far as the catalogue knew them then and a rule asked for them. */
export type Facts = Readonly<Partial<Record<FactId, FactValue>>> & {
  /** Where a rule asks something of them. */
  readonly 'order.lines'?: SeenLines;
};

export function factIn(facts: Facts, id: FactId): FactValue {
  return facts[id] ?? { type: 'unknown', reason: 'not_looked_at' };
}

/** Those of one line, which no event carries by itself. */
export const LINE_FACT_IDS: readonly FactId[] = LINE_FACTS.map(({ id }) => id);

export function factIdsIn(facts: Facts): FactId[] {
  return FACT_IDS.filter((id) => facts[id] !== undefined);
}

type AlwaysKept<Event extends EventType> = {
  readonly [Entry in CatalogueEntry as Entry extends { readonly isAlwaysKept: true }
    ? Event extends Entry['events'][number]
      ? Entry['id']
      : never
    : never]: FactValue;
};

/** Every fact of an event that each decision keeps, and those that a rule asks for. */
export type FactsOf<Event extends EventType> = AlwaysKept<Event> & Facts;
