import type { EffectOf, Refused } from '../../../core/effects.ts';
import { RETURN_ANSWER } from '../documents/returns.ts';
import type { ReturnAnswerQuery } from '../generated/admin.generated.d.ts';
import { type Found, mutation, type Read } from '../mutation.ts';

const APPROVE_RETURN = `#graphql
  mutation ApproveReturn($input: ReturnApproveRequestInput!) {
    returnApproveRequest(input: $input) {
      userErrors {
        field
        message
        code
      }
    }
  }
` as const;

/**
 * Exactly once by read-back: a request is answered once, and the shop refuses to answer it again. So after a lost answer,
 * and when it objects that the return is in no state to be approved, its state tells what became of it. Whoever approved
 * it: it is approved. Who asked to have it approved is told of it once, by the shop.
 */
export const approveReturn = mutation('return.approve', {
  document: APPROVE_RETURN,
  scopes: ['write_returns'],
  exactlyOnce: 'read_back',
  variables: ({ action }) => ({ input: { id: action.return, notifyCustomer: action.notify } }),
  async find(read, effect) {
    const answer = await answerTo(read, effect);
    return answer.kind === 'refused' ? { kind: 'absent' } : answer;
  },
  async settle(read, effect, errors) {
    if (!errors.some(({ code }) => code === 'INVALID_STATE' || code === 'NOT_FOUND')) return null;
    const answer = await answerTo(read, effect);
    // Still waiting, and the shop objects all the same: the objection stands.
    return answer.kind === 'absent' ? null : answer;
  },
});

type Answer = Found | Refused;

async function answerTo(read: Read, { action }: EffectOf<'return.approve'>): Promise<Answer> {
  const result = await read(RETURN_ANSWER, { id: action.return });
  if (result.kind !== 'data') return result;
  const found = result.data.return;
  if (!found) return { kind: 'refused', problem: 'the return does not exist any more' };
  // Approved first, whatever happened to it since.
  return found.requestApprovedAt ? { kind: 'there' } : BY_STATUS[found.status];
}

const BY_STATUS: Readonly<Record<NonNullable<ReturnAnswerQuery['return']>['status'], Answer>> = {
  REQUESTED: { kind: 'absent' },
  OPEN: { kind: 'there' },
  CLOSED: { kind: 'there' },
  DECLINED: { kind: 'refused', problem: 'staff declined it' },
  CANCELED: { kind: 'refused', problem: 'it was cancelled before it was approved' },
};
