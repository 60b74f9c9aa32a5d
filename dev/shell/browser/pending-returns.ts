import type { StoreReturn } from './after-sale-api.ts';

const pollIntervalMs = 1_500;

/** Whether a return still waits for an answer, which staff or the app may give at any moment. */
export function isWaiting(returns: readonly StoreReturn[]): boolean {
  return returns.some(({ status }) => status === 'REQUESTED');
}

/** Until it is time to look again; a page that nobody sees waits until it is seen. */
export async function pause(): Promise<void> {
  await new Promise((resolve) => window.setTimeout(resolve, pollIntervalMs));
  while (document.visibilityState === 'hidden') {
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
  }
}
