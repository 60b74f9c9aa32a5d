import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  type TableDescription,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../../adapters/dynamo/table.ts';
import { PlatformFailure } from '../platform/failure.ts';

/**
 * Creates the product's table from its one definition, unless it is there from an earlier start.
 *
 * @throws PlatformFailure when the one that is there has other indexes: what was written without them is in none.
 */
export async function ensureTable(name: string, endpoint: string, dataDirectory: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  try {
    await client.send(new CreateTableCommand(tableDefinition(name)));
    await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName: name });
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (indexesOf(Table) === indexesOf(tableDefinition(name))) return;
    throw new PlatformFailure(
      `What ${dataDirectory} holds was written by another version of Concierge, whose table has other indexes: remove it to start over, or set CONCIERGE_DATA_DIR to another directory.`,
    );
  } finally {
    client.destroy();
  }
}

type Indexed = Pick<TableDescription, 'GlobalSecondaryIndexes'>;

function indexesOf(table: Indexed | undefined): string {
  const named = (table?.GlobalSecondaryIndexes ?? []).map(({ IndexName = '', KeySchema = [] }) =>
    [IndexName, ...KeySchema.map(({ AttributeName }) => AttributeName)].join(),
  );
  return named.sort().join(' ');
}
