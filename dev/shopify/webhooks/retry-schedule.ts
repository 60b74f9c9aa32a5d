/** Shopify retries a failed webhook 8 times over 4 hours, exponentially (changelog "Updates to webhook retry mechanism"). */
export const MAX_RETRIES = 8;
const TOTAL_MS = 4 * 60 * 60 * 1000;

/** How long after a failure the retry with this number (1 to 8) comes; each wait is twice the one before. */
export function retryDelayMs(retryNumber: number): number {
  return Math.round((TOTAL_MS / (2 ** MAX_RETRIES - 1)) * 2 ** (retryNumber - 1));
}
