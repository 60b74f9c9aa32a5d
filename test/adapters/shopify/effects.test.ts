import { describe, expect, test } from 'vitest';
import { createEffectPerformer, EFFECT_MUTATIONS, type EffectMutations } from '../../../adapters/shopify/effects.ts';
import type { OfflineTokens } from '../../../adapters/shopify/offline-tokens.ts';
import type { EffectAction } from '../../../core/effects.ts';
import type { CustomerId } from '../../../core/identity.ts';
import { effectOf, ORDER } from './effect.ts';
import { gatewayOver, SHOP, TOKENS } from './gateway.ts';
import { answering, json, type Sent, shopOf } from './stub-fetch.ts';

const TAG: EffectAction = { kind: 'order.tag', tag: 'include-return-bag' };
const NOTE: EffectAction = { kind: 'order.note', marker: '[concierge:bag]', line: 'Put a return bag in' };
const CREDIT: EffectAction = {
  kind: 'customer.credit',
  customer: 'gid://shopify/Customer/115310627314723954' as CustomerId,
  amount: { amountMinor: 1250, currency: 'USD' },
  expiresAt: Date.UTC(2027, 0, 2, 3, 4, 5),
  notify: true,
};

type Answer = (sent: Sent) => Response | Promise<Response>;

function performerOver(answers: Answer | Answer[], mutations?: EffectMutations, tokens?: OfflineTokens) {
  const { fetch, sent } = answering(...[answers].flat());
  const performer = createEffectPerformer(gatewayOver(fetch, tokens).gateway, mutations);
  return {
    ask: (action: EffectAction, attempts?: number) => performer.perform(SHOP, effectOf(action, attempts)),
    perform: async (action: EffectAction, attempts?: number) =>
      (await performer.perform(SHOP, effectOf(action, attempts))).answer,
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
    const { ask, sent } = performerOver(answer);
    expect(await ask(TAG)).toEqual({ asked: ['AddTags'], answer: { kind: 'done' } });
    expect(await ask(TAG)).toEqual({ asked: ['AddTags'], answer: { kind: 'done' } });
    expect(order.tags).toEqual(['vip', 'include-return-bag']);
    expect(sent[0]?.body.variables).toEqual({ id: ORDER, tags: ['include-return-bag'] });
  });
});

describe('a marked line in the note', () => {
  test('is put under what others wrote, once', async () => {
    const { order, answer } = shopWithOrder('Ring twice');
    const { ask, sent } = performerOver(answer);
    expect(await ask(NOTE)).toEqual({ asked: ['OrderNote', 'SetOrderNote'], answer: { kind: 'done' } });
    expect(order.note).toBe('Ring twice\n[concierge:bag] Put a return bag in');
    expect(await ask(NOTE)).toEqual({ asked: ['OrderNote'], answer: { kind: 'done' } });
    expect(order.note).toBe('Ring twice\n[concierge:bag] Put a return bag in');
    expect(sent.filter(({ body }) => String(body.query).includes('mutation'))).toHaveLength(1);
  });

  test('is written into an empty note', async () => {
    const { order, answer } = shopWithOrder(null);
    await performerOver(answer).perform(NOTE);
    expect(order.note).toBe('[concierge:bag] Put a return bag in');
  });

  test('of an order that is gone is refused', async () => {
    const { ask } = performerOver(shopOf({ order: () => null }));
    const problem = 'the order does not exist any more';
    expect(await ask(NOTE)).toEqual({ asked: ['OrderNote'], answer: { kind: 'refused', problem } });
  });

  test('was certainly not written when reading the note failed, and maybe when writing it did', async () => {
    expect(await performerOver(json({}, 500)).perform(NOTE)).toMatchObject({ maybeDone: false, shopWide: 'down' });
    const internal = json({ errors: [{ message: 'Internal error' }] });
    expect(await performerOver(internal).perform(NOTE)).toMatchObject({ kind: 'again', maybeDone: false });
    const afterReading = [json({ data: { order: { note: null } } }), json({}, 500)];
    expect(await performerOver(afterReading).perform(NOTE)).toMatchObject({ maybeDone: true, shopWide: 'down' });
  });
});

describe('a store credit', () => {
  test('goes to the customer with its amount, its own end and the wish to tell', async () => {
    const { ask, sent } = performerOver(shopOf({ storeCreditAccountCredit: () => ({ userErrors: [] }) }));
    expect(await ask(CREDIT)).toEqual({ asked: ['CreditCustomer'], answer: { kind: 'done' } });
    expect(sent[0]?.body.variables).toEqual({
      id: 'gid://shopify/Customer/115310627314723954',
      creditInput: {
        creditAmount: { amount: '12.50', currencyCode: 'USD' },
        expiresAt: '2027-01-02T03:04:05Z',
        notify: true,
      },
    });
  });

  test.each([
    [{ amountMinor: 5, currency: 'USD' }, '0.05'],
    [{ amountMinor: 500, currency: 'JPY' }, '500'],
    [{ amountMinor: 1_500, currency: 'KWD' }, '1.500'],
  ])('of %o is written as %s', async (amount, decimal) => {
    const { ask, sent } = performerOver(shopOf({ storeCreditAccountCredit: () => ({ userErrors: [] }) }));
    await ask({ ...CREDIT, amount });
    expect(sent[0]?.body.variables).toMatchObject({ creditInput: { creditAmount: { amount: decimal } } });
  });

  test('that the shop objects to is refused with the code', async () => {
    const userErrors = [{ field: ['id'], message: 'Owner does not exist', code: 'OWNER_NOT_FOUND' }];
    const { perform } = performerOver(shopOf({ storeCreditAccountCredit: () => ({ userErrors }) }));
    expect(await perform(CREDIT)).toEqual({ kind: 'refused', problem: 'Owner does not exist (OWNER_NOT_FOUND)' });
  });
});

describe('what the shop answers', () => {
  test('is a refusal in its words when the mutation objects', async () => {
    const objection = shopOf({ tagsAdd: () => ({ userErrors: [{ field: ['id'], message: 'Order is locked' }] }) });
    expect(await performerOver(objection).perform(TAG)).toEqual({ kind: 'refused', problem: 'Order is locked' });
  });

  test('is a refusal for a missing scope when it denies access, whether it was read or written', async () => {
    const extensions = { code: 'ACCESS_DENIED', requiredAccess: '`write_orders` access scope' };
    const denied = json({ errors: [{ message: 'Access denied', extensions }] });
    const refusal = {
      kind: 'refused',
      problem: 'the shop did not grant what this needs: `write_orders` access scope',
      missingScope: true,
    };
    for (const action of [TAG, NOTE, CREDIT]) {
      expect(await performerOver(denied).perform(action)).toEqual(refusal);
    }
  });

  test('means certainly nothing done and the whole shop when it asks to wait', async () => {
    const throttled = json({}, 429, { 'retry-after': '30' });
    expect(await performerOver(throttled).perform(TAG)).toEqual({
      kind: 'again',
      problem: 'the shop asks to call less often',
      afterMs: 30_000,
      maybeDone: false,
      shopWide: 'throttled',
    });
  });

  test.each([402, 403, 404, 423])('means certainly nothing done and a closed shop after HTTP %i', async (status) => {
    expect(await performerOver(json({}, status)).perform(CREDIT)).toEqual({
      kind: 'again',
      problem: `the shop answered ${status}`,
      afterMs: 3_600_000,
      maybeDone: false,
      shopWide: 'closed',
    });
  });

  test('means certainly nothing done and a closed shop when it takes no token', async () => {
    const answer = { kind: 'again', afterMs: 5000, maybeDone: false, shopWide: 'closed' };
    expect(await performerOver(json({}, 401)).perform(CREDIT)).toMatchObject(answer);
    const none: OfflineTokens = { ...TOKENS, token: async () => ({ kind: 'none' }) };
    expect(await performerOver([], undefined, none).perform(CREDIT)).toMatchObject(answer);
  });

  test('means certainly nothing done and a shop that is down when it gives no token', async () => {
    const failed: OfflineTokens = { ...TOKENS, token: async () => ({ kind: 'failed', problem: 'unreachable' }) };
    const answer = { kind: 'again', problem: 'unreachable', maybeDone: false, shopWide: 'down' };
    expect(await performerOver([], undefined, failed).perform(CREDIT)).toMatchObject(answer);
  });

  test.each<[string, Answer]>([
    ['an HTTP 500', json({}, 500)],
    ['an HTTP 503', json({ errors: 'Unavailable' }, 503)],
    [
      'a broken connection',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
    [
      'a time-out',
      () => {
        throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      },
    ],
  ])('may have been done in a shop that is down after %s', async (_what, answer) => {
    for (const action of [TAG, CREDIT]) {
      const outcome = await performerOver(answer).perform(action);
      expect(outcome).toMatchObject({ kind: 'again', afterMs: 5000, maybeDone: true, shopWide: 'down' });
      expect(JSON.stringify(outcome)).not.toMatch(/token|115310627314723954/);
    }
  });

  test('may have been done, and says nothing of the shop, after GraphQL errors', async () => {
    const internal = json({ data: null, errors: [{ message: 'Internal error' }] });
    const outcome = await performerOver(internal).perform(CREDIT);
    expect(outcome).toEqual({ kind: 'again', problem: 'Internal error', afterMs: 5000, maybeDone: true });
  });

  test('is waited for longer with each attempt, up to an hour', async () => {
    const pauseMs = async (attempts: number) => {
      const outcome = await performerOver(json({}, 500)).perform(TAG, attempts);
      return outcome.kind === 'again' ? outcome.afterMs : 0;
    };
    expect([await pauseMs(0), await pauseMs(3), await pauseMs(60)]).toEqual([5000, 40_000, 3_600_000]);
  });
});

describe('what is made under a code of its own', () => {
  const taken = shopOf({ tagsAdd: () => ({ userErrors: [{ field: ['code'], message: 'has been taken' }] }) });
  const byCode = (isTaken: boolean): EffectMutations => {
    const { document, scopes } = EFFECT_MUTATIONS['order.tag'];
    const variables = () => ({ id: ORDER, tags: ['x'] });
    return {
      ...EFFECT_MUTATIONS,
      'order.tag': { document, scopes, exactlyOnce: 'code', variables, isTaken: () => isTaken },
    };
  };

  test('is done when the code is taken, and refused for any other objection', async () => {
    expect(await performerOver(taken, byCode(true)).perform(TAG)).toEqual({ kind: 'done' });
    expect(await performerOver(taken, byCode(false)).perform(TAG)).toEqual({
      kind: 'refused',
      problem: 'has been taken',
    });
  });
});
