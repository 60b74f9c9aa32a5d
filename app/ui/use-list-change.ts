import { assertNever } from '../../core/assert-never.ts';
import type { Failed } from '../answer.ts';
import type { ListChanged } from '../rule-list.server.ts';
import type { ListRequest } from '../rule-request.server.ts';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

/** Changes the list of rules and says what came of it. */
export function useListChange() {
  return useRequest<ListRequest, ListChanged | Failed>((answer) => {
    if (answer.kind === 'changed') showToast(DONE[answer.intent]);
    else showToast(whyNotChanged(answer), { isError: true });
  }, '/app/rules');
}

const DONE: Readonly<Record<ListRequest['intent'], string>> = {
  turn_on: 'Rule turned on',
  turn_off: 'Rule turned off',
  duplicate: 'Rule duplicated. The copy is off',
  archive: 'Rule archived',
  restore: 'Rule brought back. It is off',
  move: 'Order saved',
};

function whyNotChanged(answer: Exclude<ListChanged | Failed, { kind: 'changed' }>): string {
  switch (answer.kind) {
    case 'missing':
      return 'Somebody deleted this rule';
    case 'no_place':
      return 'Not moved. Somebody changed the list meanwhile';
    case 'invalid':
      return `Not changed. ${answer.problem}`;
    case 'failed':
      return 'Not changed. Check your connection and try again';
    default:
      return assertNever(answer);
  }
}
