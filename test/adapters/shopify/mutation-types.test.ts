import { describe, expect, test } from 'vitest';
import type { AdminGateway } from '../../../adapters/shopify/admin.ts';
import { EFFECT_MUTATIONS, type EffectMutations } from '../../../adapters/shopify/effects.ts';
import { mutation, type Way } from '../../../adapters/shopify/mutation.ts';
import { addOrderTag } from '../../../adapters/shopify/mutations/add-order-tag.ts';
import { SHOP } from './gateway.ts';

/**
 * What does not compile. The type check proves it: an expected error that does not come is an error itself. Nothing
 * here has to run.
 */

const ADD_TAGS = addOrderTag.document;
const PLAIN = 'mutation Refund($input: RefundInput!) { refundCreate(input: $input) { userErrors { message } } }';
const KEYED =
  'mutation Refund($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { userErrors { message } } }';
type Tags = { id: string; tags: string[] };
const tags = { id: 'gid://shopify/Order/1', tags: ['x'] };
const declared = {
  document: ADD_TAGS,
  scopes: ['write_orders'],
  exactlyOnce: 'nature',
  variables: () => tags,
} as const;

const notCompiling = {
  aMutationWithoutItsWay: (gateway: AdminGateway) => [
    // @ts-expect-error A mutation's document is no query.
    gateway.request(SHOP, ADD_TAGS, tags),
    // @ts-expect-error A document alone is no mutation.
    gateway.change(SHOP, ADD_TAGS, tags),
    // @ts-expect-error Neither is one with everything but its way.
    gateway.change(SHOP, { document: ADD_TAGS, scopes: [], variables: () => tags }, tags),
    // @ts-expect-error The way is one of five.
    gateway.change(SHOP, { ...declared, exactlyOnce: 'luck' }, tags),
    // @ts-expect-error A text that code generation does not know.
    gateway.change(SHOP, { ...declared, document: PLAIN }, tags),
    // This does.
    gateway.change(SHOP, declared, tags),
  ],

  anEffectWithoutItsMutation: (): EffectMutations[] => {
    const { 'order.tag': tag, 'order.note': note, ...others } = EFFECT_MUTATIONS;
    return [
      // @ts-expect-error A kind of effect that nothing does.
      { 'order.tag': tag, 'order.note': note },
      // @ts-expect-error A kind whose mutation has no way.
      { 'order.tag': { document: ADD_TAGS, scopes: [] }, 'order.note': note, ...others },
      { 'order.tag': tag, 'order.note': note, ...others },
    ];
  },

  anotherKindsAction: () =>
    mutation('order.note', {
      ...declared,
      // @ts-expect-error A note has no tag.
      variables: ({ order, action }) => ({ id: order, tags: [action.tag] }),
    }),

  aWayWithoutWhatItDemands: (): Way<typeof PLAIN, Tags>[] => [
    // @ts-expect-error A marker is looked for.
    { exactlyOnce: 'marker' },
    // @ts-expect-error What is looked for tells what to write.
    { exactlyOnce: 'marker', find: async () => ({ kind: 'absent' }) },
    // @ts-expect-error After a lost answer the shop is read.
    { exactlyOnce: 'read_back', variables: () => tags },
    // @ts-expect-error A code that is taken is recognised.
    { exactlyOnce: 'code', variables: () => tags },
    // @ts-expect-error The document hands no key to the platform.
    { exactlyOnce: 'key', variables: () => tags },
    // @ts-expect-error Variables of another document.
    { exactlyOnce: 'nature', variables: () => ({ input: {} }) },
    { exactlyOnce: 'marker', find: async () => ({ kind: 'absent', variables: tags }) },
    { exactlyOnce: 'read_back', variables: () => tags, find: async () => ({ kind: 'absent' }) },
    { exactlyOnce: 'code', variables: () => tags, isTaken: () => true },
  ],

  theKeyOfADocumentThatHasOne: (): Way<typeof KEYED, { key: string }> => ({
    exactlyOnce: 'key',
    variables: () => ({ key: 'x' }),
  }),
};

void notCompiling;

describe('a mutation', () => {
  test('has exactly one way for each kind of effect', () => {
    const ways = Object.entries(EFFECT_MUTATIONS).map(([kind, { exactlyOnce }]) => [kind, exactlyOnce]);
    expect(Object.fromEntries(ways)).toEqual({
      'order.tag': 'nature',
      'order.note': 'marker',
      'customer.credit': 'read_back',
      'return.approve': 'read_back',
    });
  });
});
