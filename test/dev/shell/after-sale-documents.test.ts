import { type DocumentNode, Kind, type OperationDefinitionNode, parse, validate } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import * as documents from '../../../dev/shell/browser/after-sale-documents.ts';
import { costOf } from '../../../dev/shopify/admin-api/cost.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';

// Read once: on a busy machine it takes seconds, which no test's own time allows for.
beforeAll(() => void loadAdminSchema(), 60_000);

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const found = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return found;
}

test.each(Object.entries(documents))('%s is what Shopify’s own Admin API would take', (_name, source) => {
  const { schema } = loadAdminSchema();
  const document = parse(source);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  expect(costOf(schema, document, operationOf(document), {})).toBeLessThanOrEqual(1000);
});
