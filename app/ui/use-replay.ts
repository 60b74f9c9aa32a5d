import { assertNever } from '../../core/assert-never.ts';
import type { Failed } from '../answer.ts';
import type { Replayed, ReplayRequest } from '../parked.server.ts';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

/** Tries messages again that were set aside, or deletes one, and says what came of it. */
export function useReplay(onDone: (answer: Replayed) => void) {
  return useRequest<ReplayRequest, Replayed | Failed>((answer) => {
    if (answer.kind === 'failed')
      showToast('Nothing may have been done. Check your connection and try again', { isError: true });
    else {
      showToast(inWords(answer));
      onDone(answer);
    }
  }, '/app/parked');
}

function inWords(replayed: Replayed): string {
  switch (replayed.kind) {
    case 'replayed':
      return 'Tried again: should it fail, it comes back';
    case 'gone':
      return 'Somebody else tried it again or deleted it already';
    case 'replayed_all': {
      const { count, isAll } = replayed;
      if (count === 0) return 'There was nothing left to try again';
      const messages = `${count.toLocaleString('en')} ${count === 1 ? 'message' : 'messages'} tried again`;
      return isAll
        ? `${messages}: what fails comes back`
        : `${messages}, and more are left: try all again for the rest`;
    }
    case 'deleted':
      return 'Message deleted';
    default:
      return assertNever(replayed);
  }
}
