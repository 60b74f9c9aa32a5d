import type { Failed } from '../answer.ts';
import type { SwitchPerksRequest } from '../perks-switch.server.ts';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

type Wanted = SwitchPerksRequest['perks'];

/** The element that says how the kill switch stands: it is there on every page. */
export const PERKS_NOTICE = 'perks-notice';

/** The frame around the pages takes it. */
const SWITCH = '/app';

/** Turns the kill switch. Whoever calls it has to stay when the switch has been turned. */
export function usePerksSwitch() {
  const { send, isBusy } = useRequest<SwitchPerksRequest, { kind: 'switched'; perks: Wanted } | Failed>((answer) => {
    if (answer.kind === 'failed') {
      showToast('That did not get through. Look how it stands and try again', { isError: true });
      return;
    }
    showToast(answer.perks === 'stopped' ? 'All perks are stopped' : 'Perks are given again');
    // The button that was pressed is gone.
    document.getElementById(PERKS_NOTICE)?.focus();
  }, SWITCH);
  return { turn: (perks: Wanted) => send({ perks }), isBusy };
}
