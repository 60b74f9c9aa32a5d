import { describe, expect, test } from 'vitest';
import { createEffectPerformer } from '../../../adapters/shopify/effects.ts';
import type { Effect, EffectAction } from '../../../core/effects.ts';
import type { EffectId, OrderId, RuleId } from '../../../core/identity.ts';
import { gatewayOver, SHOP } from './gateway.ts';
import { answering, json, type Sent, shopOf } from './stub-fetch.ts';

const ORDER = 'gid://shopify/Order/820982911946154508' as OrderId;
const TAG: EffectAction = { kind: 'order.tag', tag: 'include-return-bag' };
const NOTE: EffectAction = { kind: 'order.note', marker: '[concierge:bag]', line: 'Put a return bag in' };

function effect(action: EffectAction, attempts = 0): Effect {
  const ids = { id: 'bag/1/x' as EffectId, rule: 'bag' as RuleId, order: ORDER };
  return { ...ids, action, state: 'pending', attempts, attemptedAt: null, problem: null };
}

function performerOver(...answers: ((sent: Sent) => Response | Promise<Response>)[]) {
  const { fetch, sent } = answering(...answers);
  const performer = createEffectPerformer(gatewayOver(fetch).gateway);
  return {
    perform: (action: EffectAction, attempts?: number) => performer.perform(SHOP, effect(action, attempts)),
    sent,
  };
}

/** One order whose note and tags change as they do at Shopify. */
function shopWithOrder(note: string | null) {
  const order = { note, tags: [] as string[] };
  const answer = shopOf({
    order: () => order,
    tagsAdd: ({ tags }: { tags: string[] }) => {
      order.tags = [...new Set([...order.tags, ...tags])];
      return { userErrors: [] };
    },
    orderUpdate: ({ input }: { input: { note: string } }) => {
      order.note = input.note;
      return { userErrors: [] };
    },
  });
  return { order, answer };
}

describe('a tag', () => {
  test('is added without touching the others, and adding it again changes nothing', async () => {
    const { order, answer } = shopWithOrder(null);
    order.tags = ['vip'];
    const { perform, sent } = performerOver(answer);
    expect(await perform(TAG)).toEqual({ kind: 'done' });
    expect(await perform(TAG)).toEqual({ kind: 'done' });
    expect(order.tags).toEqual(['vip', 'include-return-bag']);
    expect(sent[0]?.body.variables).toEqual({ id: ORDER, tags: ['include-return-bag'] });
  });
});

describe('a marked line in the note', () => {
  test('is put under what others wrote, once', async () => {
    const { order, answer } = shopWithOrder('Ring twice');
    const { perform, sent } = performerOver(answer);
    expect(await perform(NOTE)).toEqual({ kind: 'done' });
    expect(order.note).toBe('Ring twice\n[concierge:bag] Put a return bag in');
    expect(await perform(NOTE)).toEqual({ kind: 'done' });
    expect(order.note).toBe('Ring twice\n[concierge:bag] Put a return bag in');
    expect(sent.filter(({ body }) => String(body.query).includes('mutation'))).toHaveLength(1);
  });

  test('is written into an empty note', async () => {
    const { order, answer } = shopWithOrder(null);
    await performerOver(answer).perform(NOTE);
    expect(order.note).toBe('[concierge:bag] Put a return bag in');
  });

  test('of an order that is gone is refused', async () => {
    expect(await performerOver(shopOf({ order: () => null })).perform(NOTE)).toMatchObject({ kind: 'refused' });
  });
});

describe('what the shop answers', () => {
  test('is a refusal with its words when the mutation objects or a scope is missing', async () => {
    const objection = shopOf({ tagsAdd: () => ({ userErrors: [{ field: ['id'], message: 'Order is locked' }] }) });
    expect(await performerOver(objection).perform(TAG)).toEqual({ kind: 'refused', problem: 'Order is locked' });
    const extensions = { code: 'ACCESS_DENIED', requiredAccess: '`write_orders` access scope' };
    const denied = json({ errors: [{ message: 'Access denied', extensions }] });
    expect(await performerOver(denied).perform(TAG)).toEqual({
      kind: 'refused',
      problem: 'the shop did not grant what this needs: `write_orders` access scope',
    });
  });

  test('is tried again later when it is throttled, down or without a token, later each time', async () => {
    const throttledFor = json({}, 429, { 'retry-after': '30' });
    expect(await performerOver(throttledFor).perform(TAG)).toMatchObject({ kind: 'again', afterMs: 30_000 });
    for (const status of [500, 401]) {
      expect(await performerOver(json({}, status)).perform(TAG)).toMatchObject({ kind: 'again', afterMs: 5000 });
      expect(await performerOver(json({}, status)).perform(TAG, 3)).toMatchObject({ kind: 'again', afterMs: 40_000 });
      expect(await performerOver(json({}, status)).perform(NOTE, 60)).toMatchObject({
        kind: 'again',
        afterMs: 3_600_000,
      });
    }
  });

  test.each([402, 403, 404, 423])('is tried again in an hour when the shop is closed (%i)', async (status) => {
    const again = { kind: 'again', problem: `the shop answered ${status}`, afterMs: 3_600_000, shopWide: true };
    expect(await performerOver(json({}, status)).perform(TAG)).toEqual(again);
  });

  test('holds for the whole shop unless it is about the one call', async () => {
    for (const answer of [json({}, 500), json({}, 401), json({}, 429, { 'retry-after': '30' })]) {
      expect(await performerOver(answer).perform(TAG)).toMatchObject({ kind: 'again', shopWide: true });
    }
    const internal = json({ errors: [{ message: 'Internal error' }] });
    expect(await performerOver(internal).perform(TAG)).not.toHaveProperty('shopWide');
  });
});
