import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { EMPTY_POLICY } from '../../core/empty-policy.ts';
import type { ShopDomain } from '../../core/identity.ts';
import type { Policy } from '../../core/policy.ts';
import type { PolicyStore, ShopStore } from '../../core/ports.ts';
import { BoundedMap } from './bounded-map.ts';
import type { Dynamo } from './client.ts';
import { unlessConflict } from './conflict.ts';
import { type Condition, conditional, conditionalUpdate, isNew } from './expressions.ts';
import { pack, unpack } from './packed.ts';
import { inParts, joined } from './parts.ts';
import { type Key, policyKey, policyPartKey, shopKey } from './table.ts';

interface PolicyItem extends Key {
  readonly policy: Uint8Array;
  /** So many more items hold the rest of it. */
  readonly others?: number;
}

interface PartItem extends Key {
  readonly part: Uint8Array;
}

const CACHED_VERSIONS = 500;
const CACHED_FOR_MS = 3_600_000;
/** Each try that fails means that somebody else's write was under way at that moment. */
const MAX_TRIES = 5;

export function createDynamoPolicyStore(
  dynamo: Dynamo,
  shops: Pick<ShopStore, 'find'>,
  clock: { now(): Date },
): PolicyStore {
  const { client, table } = dynamo;
  /** A version never changes, but a shop that was deleted and comes back counts from 1 again: two days later at least. */
  const cache = new BoundedMap<string, { readonly policy: Policy; readonly readAt: number }>(CACHED_VERSIONS);

  return {
    async version(shop, version) {
      if (version === 0) return EMPTY_POLICY;
      const cacheKey = `${shop}@${version}`;
      const cached = cache.get(cacheKey);
      const now = clock.now().getTime();
      if (cached && now - cached.readAt < CACHED_FOR_MS) return cached.policy;
      const Key = { ...policyKey(shop, version) };
      const read = (ConsistentRead: boolean) => client.send(new GetCommand({ TableName: table, Key, ConsistentRead }));
      // A version never changes, so the cheap read is at worst too early to find one just published.
      const item = (await read(false)).Item ?? (await read(true)).Item;
      if (!item) return null;
      const policy = unpack<Policy>(await whole(dynamo, shop, version, item as PolicyItem));
      cache.set(cacheKey, { policy, readAt: now });
      return policy;
    },
    async publish(shop, draft, basedOn, author, at, note) {
      const policy: Policy = { ...draft, version: basedOn + 1, publishedAt: at, author, ...(note && { note }) };
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        if (await tryToPublish(dynamo, shop, policy)) return { kind: 'published', policy };
        const running = (await shops.find(shop))?.policyVersion;
        if (running === undefined) throw new Error(`${shop} never installed the app: it has no policy`);
        if (running !== basedOn) return { kind: 'outdated', running };
      }
      throw new Error(`the policy of ${shop} could not be published: others kept writing`);
    },
  };
}

/** Its parts were written together with it and never change. */
async function whole({ client, table }: Dynamo, shop: ShopDomain, version: number, { policy, others = 0 }: PolicyItem) {
  const keys = Array.from({ length: others }, (_, index) => ({ ...policyPartKey(shop, version, index + 1) }));
  const reads = keys.map((Key) => client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true })));
  const rest = (await Promise.all(reads)).map(({ Item }) => (Item as unknown as PartItem).part);
  return joined([policy, ...rest]);
}

const runs = (version: number): Condition => ({
  expression: '#policyVersion = :basedOn',
  values: { ':basedOn': version },
});

/** The version and the shop's pointer to it, or neither. */
async function tryToPublish({ client, table }: Dynamo, shop: ShopDomain, policy: Policy): Promise<boolean> {
  const { version } = policy;
  const [first, ...others] = inParts(pack(policy));
  const more = others.length > 0 && { others: others.length };
  const item: PolicyItem = { ...policyKey(shop, version), policy: first, ...more };
  const parts = others.map((part, index): PartItem => ({ ...policyPartKey(shop, version, index + 1), part }));
  const point = { expression: 'SET #policyVersion = :version', values: { ':version': version } };
  const command = new TransactWriteCommand({
    TransactItems: [
      { Put: { TableName: table, Item: { ...item }, ...conditional([isNew]) } },
      ...parts.map((part) => ({ Put: { TableName: table, Item: { ...part } } })),
      {
        Update: {
          TableName: table,
          Key: { ...shopKey(shop) },
          ...conditionalUpdate(point, [runs(version - 1)]),
        },
      },
    ],
  });
  return unlessConflict(client.send(command));
}
