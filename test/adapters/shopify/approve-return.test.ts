import { describe, expect, test } from 'vitest';
import { createEffectPerformer } from '../../../adapters/shopify/effects.ts';
import type { EffectAction } from '../../../core/effects.ts';
import type { ReturnId } from '../../../core/identity.ts';
import { effectOf } from './effect.ts';
import { gatewayOver, SHOP } from './gateway.ts';
import { answering, json, type Sent, shopOf } from './stub-fetch.ts';

const APPROVE: EffectAction = {
  kind: 'return.approve',
  return: 'gid://shopify/Return/945000954' as ReturnId,
  notify: true,
};
const APPROVED_AT = '2026-11-20T12:00:01Z';

/** The shop's answer to the mutation. */
const objects = (code: string) =>
  json({ data: { returnApproveRequest: { userErrors: [{ field: ['id'], message: 'no', code }] } } });
const agrees = json({ data: { returnApproveRequest: { userErrors: [] } } });
const inState = (status: string, requestApprovedAt: string | null = null) =>
  shopOf({ return: () => ({ status, requestApprovedAt }) });

type Answer = (sent: Sent) => Response | Promise<Response>;

function performer(answers: readonly Answer[]) {
  const { fetch, sent } = answering(...answers);
  return { performer: createEffectPerformer(gatewayOver(fetch).gateway), sent };
}

const perform = (...answers: Answer[]) => performer(answers).performer.perform(SHOP, effectOf(APPROVE));
const readBack = (...answers: Answer[]) => performer(answers).performer.readBack(SHOP, effectOf(APPROVE));

describe('approving a return', () => {
  test('names it and whether the customer is told', async () => {
    const { performer: performing, sent } = performer([agrees]);
    expect(await performing.perform(SHOP, effectOf(APPROVE))).toEqual({
      asked: ['ApproveReturn'],
      answer: { kind: 'done' },
    });
    expect(sent[0]?.body.variables).toEqual({ input: { id: 'gid://shopify/Return/945000954', notifyCustomer: true } });
  });

  test('is done when the shop objects since somebody approved it already, whatever happened to it since', async () => {
    for (const state of [inState('OPEN'), inState('CLOSED'), inState('CANCELED', APPROVED_AT)]) {
      expect((await perform(objects('INVALID_STATE'), state)).answer).toEqual({ kind: 'done' });
    }
  });

  test('is refused with the reason when staff declined it, or it was cancelled or deleted', async () => {
    const reasons = [
      [inState('DECLINED'), 'staff declined it'],
      [inState('CANCELED'), 'it was cancelled before it was approved'],
      [shopOf({ return: () => null }), 'the return does not exist any more'],
    ] as const;
    for (const [state, problem] of reasons) {
      expect((await perform(objects('INVALID_STATE'), state)).answer).toEqual({ kind: 'refused', problem });
    }
  });

  test('is refused in the shop’s words when it objects to something else, or to one that still waits', async () => {
    const feature = await perform(objects('FEATURE_NOT_ENABLED'));
    expect(feature).toEqual({
      asked: ['ApproveReturn'],
      answer: { kind: 'refused', problem: 'no (FEATURE_NOT_ENABLED)' },
    });
    const waiting = await perform(objects('INVALID_STATE'), inState('REQUESTED'));
    expect(waiting).toEqual({
      asked: ['ApproveReturn', 'ReturnAnswer'],
      answer: { kind: 'refused', problem: 'no (INVALID_STATE)' },
    });
  });

  test('is tried again when nobody says why the shop objected: nothing was done by this attempt', async () => {
    const { answer } = await perform(objects('INVALID_STATE'), json({}, 503));
    expect(answer).toMatchObject({ kind: 'again', maybeDone: false });
  });
});

describe('an approval whose answer was lost', () => {
  test('is there when the return was approved, by whomever', async () => {
    for (const state of [inState('OPEN', APPROVED_AT), inState('OPEN'), inState('CLOSED')]) {
      expect((await readBack(state)).answer).toEqual({ kind: 'there' });
    }
  });

  test('is absent while the return waits, and when it can’t be approved any more: the next try is told why', async () => {
    for (const state of [inState('REQUESTED'), inState('DECLINED'), shopOf({ return: () => null })]) {
      expect((await readBack(state)).answer).toEqual({ kind: 'absent' });
    }
  });
});
