import { byId } from './dom.ts';

/** A document's messages come before its `load`, but over another way. */
const graceMs = 500;
const retryMs = 1_000;
const retries = 30;

export interface SilenceOptions {
  frame: HTMLIFrameElement;
  appOrigin: string;
  /** Opens the app in the frame again. */
  reopen(): void;
}

/**
 * Notices that the app's server did not answer. The frame then shows the browser's own error page, which the shell can't
 * look into; but every page with App Bridge says hello before it has loaded. While the server is gone, a notice takes the
 * frame's place; when it is back, mostly at once as it is started anew, the app is opened again.
 */
export function watchForSilence({ frame, appOrigin, reopen }: SilenceOptions): { isSilent(): boolean; end(): void } {
  const notice = byId('app-silent');
  let loadedAt = 0;
  let heardAt = 0;
  let hasReopened = false;
  const show = (isSilent: boolean) => {
    notice.hidden = !isSilent;
    frame.hidden = isSilent;
  };
  const openAgain = () => {
    show(false);
    reopen();
  };
  const waitForServer = async () => {
    show(true);
    for (let left = retries; left > 0 && !notice.hidden; left -= 1) {
      await new Promise((resolve) => window.setTimeout(resolve, retryMs));
      if (!notice.hidden && (await answers(appOrigin))) return openAgain();
    }
  };
  const mend = async () => {
    if (!(await answers(appOrigin))) return waitForServer();
    // A second time it is a page without App Bridge, which speaks for itself.
    if (hasReopened) return;
    hasReopened = true;
    reopen();
  };
  frame.addEventListener('load', () => {
    const loadedBefore = loadedAt;
    loadedAt = performance.now();
    window.setTimeout(() => {
      if (heardAt <= loadedBefore) void mend();
    }, graceMs);
  });
  byId('try-again').addEventListener('click', openAgain);
  return {
    isSilent: () => !notice.hidden,
    end() {
      heardAt = performance.now();
      hasReopened = false;
      show(false);
    },
  };
}

async function answers(origin: string): Promise<boolean> {
  // Whatever it answers can't be read from another origin; that it does is enough.
  const asked = fetch(`${origin}/healthz`, { mode: 'no-cors' });
  return asked.then(
    () => true,
    () => false,
  );
}
