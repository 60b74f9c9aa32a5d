import { createHash } from 'node:crypto';
import { gidDigits, gidType } from '../gid.ts';
import type { Entity, Metafield } from '../store/entity.ts';
import { connectionOf, type PageArguments, type View } from './view.ts';

/** The app's id in its reserved metafield namespaces, `app--<id>`. */
export const APP_ID = '1830274651';

/** `$app` and `$app:name` mean the app's reserved namespace (page "Ownership of metafields"). */
export function resolveNamespace(namespace: string | null | undefined): string {
  const given = namespace ?? '$app';
  return given === '$app' || given.startsWith('$app:')
    ? given.replace('$app', `app--${APP_ID}`).replace(':', '--')
    : given;
}

export function metafieldView(metafield: Metafield, owner: Entity, ownerView: () => View): View {
  return {
    __typename: 'Metafield',
    id: metafield.id,
    legacyResourceId: gidDigits(metafield.id),
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.type,
    value: metafield.value,
    jsonValue: () => jsonValue(metafield),
    sizeInBytes: Buffer.byteLength(metafield.value),
    compareDigest: compareDigest(metafield),
    createdAt: metafield.createdAt,
    updatedAt: metafield.updatedAt,
    ownerType: gidType(owner.id).toUpperCase(),
    owner: ownerView,
    definition: null,
    description: null,
    reference: null,
    references: null,
  };
}

/** Changes with the value: what `compareDigest` of metafieldsSet is checked against. */
export function compareDigest({ type, value }: Pick<Metafield, 'type' | 'value'>): string {
  return createHash('sha256').update(`${type}\n${value}`).digest('hex');
}

/** The fields of a type with metafields. */
export function metafieldFields(entity: Entity, ownerView: () => View) {
  return {
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) => {
      const wanted = resolveNamespace(namespace);
      const found = entity.metafields.find((candidate) => candidate.namespace === wanted && candidate.key === key);
      return found === undefined ? null : metafieldView(found, entity, ownerView);
    },
    metafields: (args: PageArguments & { namespace?: string | null; keys?: string[] | null }) => {
      const wanted = args.namespace == null ? null : resolveNamespace(args.namespace);
      const matching = entity.metafields.filter(
        ({ namespace, key }) =>
          (wanted === null || namespace === wanted) &&
          (args.keys == null || args.keys.includes(key) || args.keys.includes(`${namespace}.${key}`)),
      );
      return connectionOf(
        'Metafield',
        matching.map((metafield) => metafieldView(metafield, entity, ownerView)),
        args,
      );
    },
  };
}

function jsonValue({ type, value }: Metafield): unknown {
  if (!/^(json|boolean|number_integer|list\.|rating|money|dimension|volume|weight)/.test(type)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
