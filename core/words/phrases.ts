/** What sentences are put together with. */

export const DAY = new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'medium' });
export const SENTENCE_LIST = new Intl.ListFormat('en', { type: 'conjunction' });

/** “a minute”, “10 minutes” */
export function inMinutes(waitMs: number): string {
  const minutes = Math.max(1, Math.round(waitMs / 60_000));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
