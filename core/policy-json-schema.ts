import * as z from 'zod';
import { GROUP_KINDS, LINE_MEASURES, LINE_QUANTIFIERS } from './clause.ts';
import { MAX_WORDS } from './condition-value-schema.ts';
import { EVENT_TYPES, type EventType } from './event.ts';
import { FACT_IDS, type FactId, factDefinition, factsOf, LINE_FACT_IDS } from './facts/catalogue.ts';
import type { FactDefinition } from './facts/definition.ts';
import { moneySchema } from './money-schema.ts';
import { countsDays, OPERATORS_OF, type Operator } from './operators.ts';
import { perksFor } from './perk-needs.ts';
import { policyDraftSchema } from './policy.ts';

/** A schema in JSON Schema's words (draft 2020-12). */
type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * What a policy's file looks like, for editors and programs of other people. Whatever is exported fits it. Publishing also
 * looks at what no such schema can say, such as the shop's currency, ids that come twice and texts in Liquid, and takes
 * words of closed lists in upper and lower case.
 * Made of the same schemas, facts and operators, so that it can't say anything else.
 */
export function policyJsonSchema(): JsonSchema {
  const { $schema, ...policy } = z.toJSONSchema(policyDraftSchema, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
  const { properties } = policy as { readonly properties: { readonly rules: JsonSchema } };
  return {
    $schema,
    title: 'Policy of Concierge',
    description: 'All rules of a shop, as exported and imported under Rules. The first rules come first in the list.',
    ...policy,
    properties: {
      ...properties,
      rules: { ...properties.rules, items: ruleSchema(properties.rules.items as JsonSchema) },
      ...Object.fromEntries(
        PUBLICATION.map((field) => [field, { description: 'Set by publishing; ignored in a file.' }]),
      ),
    },
    $defs: definitions(),
  };
}

/** What an exported file says besides its rules. */
export const PUBLICATION = ['$schema', 'version', 'publishedAt', 'author', 'note'] as const;

/** The conditions and the perk have to be those of the event. */
function ruleSchema(rule: JsonSchema): JsonSchema {
  const { when, ...others } = rule.properties as { readonly when: JsonSchema };
  const byEvent = EVENT_TYPES.map((event) => ({
    if: { properties: { on: { const: event } }, required: ['on'] },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
    then: {
      properties: {
        when: { items: { $ref: `#/$defs/${clauseName(event)}` } },
        perk: { properties: { kind: { enum: perksFor(event) } } },
      },
    },
  }));
  const archived = {
    if: { properties: { archived: { const: true } }, required: ['archived'] },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
    then: { properties: { enabled: { const: false } } },
  };
  return { ...rule, properties: { ...others, when: { ...when, items: {} } }, allOf: [...byEvent, archived] };
}

const clauseName = (event: EventType) => `clause of ${event}`;
const conditionName = (fact: FactId) => `condition on ${fact}`;

function definitions(): JsonSchema {
  const money = z.toJSONSchema(moneySchema, { io: 'input' });
  const { $schema: _, ...amount } = money as JsonSchema;
  return {
    money: amount,
    ...Object.fromEntries(FACT_IDS.map((fact) => [conditionName(fact), conditionSchema(fact)])),
    ...Object.fromEntries(EVENT_TYPES.map((event) => [clauseName(event), clauseSchema(event)])),
  };
}

/** A condition on one of the event's facts, or a group of them. */
function clauseSchema(event: EventType): JsonSchema {
  const self = { $ref: `#/$defs/${clauseName(event)}` };
  const groups = GROUP_KINDS.map((kind) => strict({ [kind]: { type: 'array', minItems: 1, items: self } }));
  const conditions = factsOf(event).map((fact) => ({ $ref: `#/$defs/${conditionName(fact)}` }));
  return { anyOf: [...conditions, ...groups, ...(event === 'order.placed' ? linesSchemas() : [])] };
}

/** What is asked of an order's lines. */
function linesSchemas(): JsonSchema[] {
  const items = { anyOf: LINE_FACT_IDS.map((fact) => ({ $ref: `#/$defs/${conditionName(fact)}` })) };
  const where = { type: 'array', items };
  const one = OPERATORS_OF.number.filter((operator) => operator !== 'between');
  const counted = (operators: readonly string[], value: JsonSchema) =>
    strict({ lines: { enum: LINE_MEASURES }, where, operator: { enum: operators }, value });
  return [
    strict({ lines: { enum: LINE_QUANTIFIERS }, where: { ...where, minItems: 1 } }),
    counted(one, numberSchema({})),
    counted(['between'], pairOf(numberSchema({}))),
  ];
}

function conditionSchema(fact: FactId): JsonSchema {
  const definition = factDefinition(fact);
  const values = new Map<string, Operator[]>();
  for (const operator of OPERATORS_OF[definition.type]) {
    const value = JSON.stringify(valueSchema(definition, operator));
    values.set(value, [...(values.get(value) ?? []), operator]);
  }
  const shapes = [...values].map(([value, operators]) =>
    strict({ fact: { const: fact }, operator: { enum: operators }, value: JSON.parse(value) as JsonSchema }),
  );
  const [only] = shapes;
  const shape = shapes.length === 1 && only ? only : { anyOf: shapes };
  return { title: `The ${definition.label}`, description: definition.help, ...shape };
}

function strict(properties: JsonSchema): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function valueSchema(definition: FactDefinition, operator: Operator): JsonSchema {
  const { type } = definition;
  switch (type) {
    case 'money':
      return operator === 'between' ? pairOf({ $ref: '#/$defs/money' }) : { $ref: '#/$defs/money' };
    case 'number':
      return operator === 'between' ? pairOf(numberSchema(definition)) : numberSchema(definition);
    case 'boolean':
      return { type: 'boolean' };
    case 'words': {
      const word = wordSchema(definition);
      return { anyOf: [word, { type: 'array', items: word, minItems: 1, maxItems: MAX_WORDS }] };
    }
    case 'date':
      return countsDays(operator)
        ? numberSchema({})
        : { type: 'string', pattern: '^\\s*(\\d{4}|-)-\\d\\d-\\d\\d\\s*$' };
  }
}

function pairOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items, minItems: 2, maxItems: 2 };
}

function numberSchema({ unit }: Pick<FactDefinition, 'unit'>): JsonSchema {
  return { type: 'integer', minimum: 0, maximum: unit === '%' ? 100 : Number.MAX_SAFE_INTEGER };
}

/** Shopify takes a comma for the end of a tag. */
function wordSchema({ word = 'tag', oneOf }: Pick<FactDefinition, 'word' | 'oneOf'>): JsonSchema {
  if (oneOf) return { enum: oneOf };
  const pattern = word === 'tag' ? '^[^,]*[^,\\s][^,]*$' : '\\S';
  return { type: 'string', minLength: 1, pattern };
}
