import type { CreateTableCommandInput, Projection } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../adapters/dynamo/table.ts';

type Fields = Record<string, 'string' | 'number' | 'binary'>;
type KeySchema = CreateTableCommandInput['KeySchema'];

const FIELD_TYPES = { S: 'string', N: 'number', B: 'binary' } as const;

/** The one table, from its one definition. SST gives it on-demand billing, point-in-time recovery and its name. */
export function createTable() {
  const { AttributeDefinitions = [], KeySchema, GlobalSecondaryIndexes = [] } = tableDefinition('named by SST');
  return new sst.aws.Dynamo('Table', {
    fields: Object.fromEntries(
      AttributeDefinitions.map(({ AttributeName, AttributeType }) => [
        required(AttributeName),
        FIELD_TYPES[required(AttributeType)],
      ]),
    ) satisfies Fields,
    primaryIndex: indexKeys(KeySchema),
    globalIndexes: Object.fromEntries(
      GlobalSecondaryIndexes.map((index) => [
        required(index.IndexName),
        { ...indexKeys(index.KeySchema), projection: projectionOf(index.Projection) },
      ]),
    ),
    deletionProtection: $app.stage === 'production',
  });
}

function indexKeys(schema: KeySchema) {
  const hashKey = schema?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  const rangeKey = schema?.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName;
  return { hashKey: required(hashKey), ...(rangeKey !== undefined && { rangeKey }) };
}

function projectionOf({ ProjectionType, NonKeyAttributes = [] }: Projection = {}) {
  switch (ProjectionType) {
    case 'ALL':
      return 'all';
    case 'KEYS_ONLY':
      return 'keys-only';
    case 'INCLUDE':
      return NonKeyAttributes;
    case undefined:
      throw new Error('the table’s definition does not say what it projects into an index');
  }
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the table’s definition is not complete');
  return value;
}
