import { globSync, readFileSync } from 'node:fs';
import {
  type DocumentNode,
  NoUnusedFragmentsRule,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { bulkQuery, isOf } from '../../../adapters/shopify/bulk/bulk-query.ts';
import { MESSAGE_RECIPIENT } from '../../../adapters/shopify/documents/customers.ts';
import { ORDER_NOTE, ORDERS_OF_CUSTOMER } from '../../../adapters/shopify/documents/orders.ts';
import { RETURN_ANSWER } from '../../../adapters/shopify/documents/returns.ts';
import { STORE_CREDIT_ACCOUNTS, STORE_CREDITS } from '../../../adapters/shopify/documents/store-credit.ts';
import { EFFECT_MUTATIONS } from '../../../adapters/shopify/effects.ts';
import { cancelBulkOperation } from '../../../adapters/shopify/mutations/cancel-bulk-operation.ts';
import { runBulkQuery } from '../../../adapters/shopify/mutations/run-bulk-query.ts';
import { FIRST_PAGE, NEXT_PAGE } from '../../../adapters/shopify/reader.ts';
import type { EffectAction } from '../../../core/effects.ts';
import { effectsOfPerk } from '../../../core/effects-of-perk.ts';
import type { CustomerId, RuleId } from '../../../core/identity.ts';
import { PARTS } from '../../../core/past-import.ts';
import { scopesFor } from '../../../core/perk-needs.ts';
import type { Perk } from '../../../core/perks.ts';
import type { Rule } from '../../../core/policy.ts';
import { costOf } from '../../../dev/shopify/admin-api/cost.ts';
import { bulkDocument } from '../../../dev/shopify/bulk/bulk-document.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { buildPlaced, buildRequested } from '../../core/builders.ts';
import { isGranted, root } from './app-config.ts';
import { ORDER } from './effect.ts';

const { schema, typeAccess, fieldAccess } = loadAdminSchema();

const QUERIES: [string, string][] = [];
for (const file of globSync('adapters/shopify/documents/*.ts', { cwd: root })) {
  QUERIES.push(...Object.entries<string>(await import(new URL(file, root).href)));
}
const MUTATIONS = Object.entries(EFFECT_MUTATIONS);
const DOCUMENTS: readonly [string, string][] = [
  ...QUERIES,
  ...MUTATIONS.map(([kind, { document }]): [string, string] => [kind, document]),
  ['RunBulkQuery', runBulkQuery.document],
  ['CancelBulkOperation', cancelBulkOperation.document],
];
const IN_BULK = PARTS.map((of) => ({ of, span: { from: 0, until: Date.UTC(2026, 10, 20) }, mark: '1_0' }));

function accessNeededBy(document: DocumentNode): string[] {
  const sentences = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType()?.name ?? '';
        const type =
          info
            .getFieldDef()
            ?.type.toString()
            .replace(/[![\]]/g, '') ?? '';
        for (const sentence of [fieldAccess.get(`${parent}.${node.name.value}`), typeAccess.get(type)]) {
          if (sentence) sentences.add(sentence);
        }
      },
    }),
  );
  return [...sentences];
}

const cost = { amountMinor: 100, currency: 'USD' };
const PERKS: readonly Perk[] = [
  { kind: 'packing_instruction', tag: 'bag', note: 'Put a bag in', cost },
  { kind: 'store_credit', amount: cost, expiresInDays: 30, notify: false },
  { kind: 'message', subject: 'Thank you', body: 'Thank you', cost },
  { kind: 'approve_return', notify: true, cost },
];
const RULE = { id: 'bag' as RuleId } as Rule;
const CUSTOMER = 'gid://shopify/Customer/1' as CustomerId;

describe('the documents', () => {
  test.each(DOCUMENTS)('%s is valid against the official schema, without deprecated fields', (_name, source) => {
    const document = parse(source);
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
    const deprecated: string[] = [];
    const info = new TypeInfo(schema);
    visit(
      document,
      visitWithTypeInfo(info, {
        Field(node) {
          if (info.getFieldDef()?.deprecationReason) deprecated.push(node.name.value);
        },
      }),
    );
    expect(deprecated).toEqual([]);
  });

  test.each(DOCUMENTS)('%s needs no scope that shopify.app.toml does not ask for', (_name, source) => {
    expect(accessNeededBy(parse(source)).filter((sentence) => !isGranted(sentence))).toEqual([]);
  });

  test('of every source file are valid, fragments counted with their documents', () => {
    const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
    const files = globSync(['adapters/**/*.ts', 'app/**/*.{ts,tsx}'], { cwd: root });
    for (const file of files) {
      const source = readFileSync(new URL(file, root), 'utf8');
      const literals = [...source.matchAll(/`#graphql\n([^`]*)`/g)].map((match) => match[1] ?? '');
      if (literals.length === 0) continue;
      const whole = literals.map((literal) => literal.replace(/\$\{\w+\}/g, '')).join('\n');
      expect(
        validate(schema, parse(whole), rules).map(({ message }) => message),
        file,
      ).toEqual([]);
    }
    expect(files.length).toBeGreaterThan(10);
  });
});

describe('a mutation', () => {
  /** What its way reads of the shop. */
  const READ = {
    'order.tag': [],
    'order.note': [ORDER_NOTE],
    'return.approve': [RETURN_ANSWER],
    'customer.credit': [STORE_CREDIT_ACCOUNTS, STORE_CREDITS],
  } satisfies Record<keyof typeof EFFECT_MUTATIONS, string[]>;

  test.each(MUTATIONS)('of %s names the scopes of all that it does', (kind, { document, scopes }) => {
    const needed = [document, ...READ[kind as keyof typeof READ]].flatMap((source) => accessNeededBy(parse(source)));
    expect(needed.filter((sentence) => !isGranted(sentence, scopes))).toEqual([]);
    expect(scopes.filter((scope) => !isGranted(`\`${scope}\` access scope.`))).toEqual([]);
  });

  test.each(MUTATIONS)(
    'of %s asks for objections alone: no answer that it may not read can hide what it did',
    (_kind, { document }) => {
      const [operation] = parse(document).definitions;
      if (operation?.kind !== 'OperationDefinition') throw new Error('expected one operation');
      const fields = operation.selectionSet.selections.map((selection) =>
        selection.kind === 'Field'
          ? selection.selectionSet?.selections.map((field) => 'name' in field && field.name.value)
          : [],
      );
      expect(fields).toEqual([['userErrors']]);
    },
  );

  /** A message is sent by the messenger; the Admin API says who gets it. */
  const scopesOf = (kind: EffectAction['kind']) =>
    kind === 'customer.message' ? ['read_customers'] : EFFECT_MUTATIONS[kind].scopes;

  test('of each perk needs what the perk asks the merchant for', () => {
    for (const perk of PERKS) {
      const subject = { order: ORDER, customer: CUSTOMER };
      const event = perk.kind === 'approve_return' ? buildRequested(subject) : buildPlaced(subject);
      const effects = effectsOfPerk({ ...RULE, perk }, event, 0);
      const scopes = new Set(effects.flatMap(({ action }) => scopesOf(action.kind)));
      expect([...scopes].sort()).toEqual([...scopesFor(perk.kind)].sort());
    }
  });
});

describe('a bulk query', () => {
  test.each(IN_BULK)('of $of is one valid text, and needs no more than the mutation that runs it', (collection) => {
    const text = bulkQuery(collection);
    const document = parse(text);
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
    // One without fragments of a name: they would be a second definition.
    expect(document.definitions).toHaveLength(1);
    expect(text).not.toContain('$');
    expect(accessNeededBy(document).filter((sentence) => !isGranted(sentence, runBulkQuery.scopes))).toEqual([]);
    const checked = bulkDocument(schema, text);
    expect(checked.ok).toBe(true);
  });

  test.each(['orders', 'returns'])('of %s is one of their span', (of) => {
    const search = "created_at:>='1970-01-01T00:00:00Z' AND created_at:<'2026-11-20T00:00:00Z'";
    const [text = ''] = IN_BULK.filter((collection) => collection.of === of).map(bulkQuery);
    expect(text).toContain(`orders(query: "${search}${of === 'returns' ? ' AND -return_status:no_return' : ''}")`);
  });

  test('of customers asks for nothing that says who they are', () => {
    const [text = ''] = IN_BULK.filter(({ of }) => of === 'customers').map(bulkQuery);
    expect(text).not.toMatch(/name\b|Name|emailAddress|phoneNumber\b|address\b|Addresses|note/);
  });

  test('is known again by what it is of and its mark alone', () => {
    for (const collection of IN_BULK) {
      const text = bulkQuery(collection);
      expect(IN_BULK.filter((other) => isOf(text, other))).toEqual([collection]);
      expect(isOf(text, { ...collection, mark: '1_01' })).toBe(false);
      expect(isOf(text, { ...collection, mark: '1' })).toBe(false);
    }
  });
});

test('who gets a message is read with the scope that the perk asks for', () => {
  const needed = accessNeededBy(parse(MESSAGE_RECIPIENT));
  expect(needed.filter((sentence) => !isGranted(sentence, scopesFor('message')))).toEqual([]);
});

describe('what a page costs', () => {
  function pointsOf(source: string, variables: Readonly<Record<string, unknown>>): number {
    const document = parse(source);
    const operation = document.definitions.find((definition) => definition.kind === 'OperationDefinition');
    if (!operation) throw new Error('expected an operation');
    return costOf(schema, document, operation, variables);
  }

  test.each(QUERIES)('%s asks for no more than 500 points', (_name, source) => {
    expect(pointsOf(source, { pastFirst: FIRST_PAGE })).toBeLessThanOrEqual(500);
  });

  test('a further page of a customer’s orders, too, and the first one for less', () => {
    expect(pointsOf(ORDERS_OF_CUSTOMER, { pastFirst: NEXT_PAGE, withRecent: false })).toBeLessThanOrEqual(500);
    expect(pointsOf(ORDERS_OF_CUSTOMER, { pastFirst: FIRST_PAGE, withRecent: true })).toBeLessThan(370);
  });
});
