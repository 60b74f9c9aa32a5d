import { TransactGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DraftStore } from '../../core/ports.ts';
import type { DraftRecord } from '../../core/rules-draft.ts';
import type { Dynamo } from './client.ts';
import { unlessConflict } from './conflict.ts';
import { conditional, follows } from './expressions.ts';
import { pack, unpack } from './packed.ts';
import { inParts, joined, MAX_PARTS } from './parts.ts';
import { draftKey, type Key } from './table.ts';

interface DraftItem extends Key {
  /** Beside the draft for the condition of the next write. */
  readonly revision: number;
  readonly draft: Uint8Array;
  /** So many more items hold the rest of it. */
  readonly others: number;
}

interface PartItem extends Key {
  readonly part: Uint8Array;
}

export function createDynamoDraftStore({ client, table }: Dynamo): DraftStore {
  return {
    /** In one transaction, as its parts are replaced together. */
    async find(shop) {
      const keys = Array.from({ length: MAX_PARTS }, (_, part) => ({ ...draftKey(shop, part) }));
      const gets = keys.map((Key) => ({ Get: { TableName: table, Key } }));
      const { Responses = [] } = await client.send(new TransactGetCommand({ TransactItems: gets }));
      const [first, ...rest] = Responses.map(({ Item }) => Item);
      if (!first) return null;
      const { draft, others } = first as unknown as DraftItem;
      const parts = rest.slice(0, others).map((item) => (item as unknown as PartItem).part);
      return unpack<DraftRecord>(joined([draft, ...parts]));
    },
    async save(shop, record) {
      const { revision } = record;
      const [draft, ...others] = inParts(pack(record));
      const item: DraftItem = { ...draftKey(shop, 0), revision, draft, others: others.length };
      const parts = others.map((part, index): PartItem => ({ ...draftKey(shop, index + 1), part }));
      const puts = [
        { Put: { TableName: table, Item: { ...item }, ...conditional([follows(revision)]) } },
        ...parts.map((each) => ({ Put: { TableName: table, Item: { ...each } } })),
      ];
      return unlessConflict(client.send(new TransactWriteCommand({ TransactItems: puts })));
    },
  };
}
