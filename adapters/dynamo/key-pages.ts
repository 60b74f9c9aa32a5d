import { paginateQuery, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Dynamo } from './client.ts';
import { allOf, type Condition, placeholders } from './expressions.ts';
import type { Key } from './table.ts';

/** A range of one partition, newest first. */
interface PageOfKeys {
  readonly index?: string;
  /** `sk` where it is left out. */
  readonly sort?: string;
  readonly key: Condition;
  readonly between: readonly [string, string];
  readonly filters: readonly Condition[];
  readonly limit: number;
  /** Strongly consistent, as no index can be. */
  readonly isConsistent?: true;
}

export async function queryPage<Item extends Key>({ client, table }: Dynamo, page: PageOfKeys) {
  const range: Condition = {
    expression: `#${page.sort ?? 'sk'} BETWEEN :from AND :to`,
    values: { ':from': page.between[0], ':to': page.between[1] },
  };
  const input: QueryCommandInput = {
    TableName: table,
    ...(page.index !== undefined && { IndexName: page.index }),
    KeyConditionExpression: `${page.key.expression} AND ${range.expression}`,
    ...(page.filters.length > 0 && { FilterExpression: allOf(page.filters) }),
    ...placeholders([page.key, range, ...page.filters]),
    ScanIndexForward: false,
    Limit: page.limit,
    ...(page.isConsistent && { ConsistentRead: true }),
  };
  const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(input));
  return { items: Items as Item[], last: LastEvaluatedKey as Item | undefined };
}

/** The items of one partition after a key, as many as are asked for: a call answers 1 MB at most. Strongly consistent. */
export async function readPartition<Item extends Key>(
  { client, table }: Dynamo,
  pk: string,
  limit: number,
  after?: Key,
) {
  const query: QueryCommandInput = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  const items: Item[] = [];
  for await (const { Items = [] } of paginateQuery(
    { client, pageSize: limit, startingToken: after && { ...after } },
    query,
  )) {
    items.push(...(Items as Item[]));
    if (items.length >= limit) break;
  }
  return items.slice(0, limit);
}
