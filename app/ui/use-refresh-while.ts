import { useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';

/**
 * Work that is under way is mostly done within a second or two, and what waits for tick within a minute; after the last
 * one a person may reload.
 */
export const SOON: readonly number[] = [1_000, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** For what takes minutes. */
export const PATIENT: readonly number[] = [2_000, 3_000, 5_000, 5_000, 10_000, ...Array<number>(20).fill(15_000)];

/**
 * Asks for the page's data again, after each of the delays, while something on it is under way.
 * Returns whether it still does.
 */
export function useRefreshWhile(isUnderWay: boolean, delaysMs = SOON): boolean {
  const { revalidate, state } = useRevalidator();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what goes on after a stop, or at another pace, begins anew
  useEffect(() => setTries(0), [isUnderWay, delaysMs]);
  const delayMs = isUnderWay ? delaysMs[tries] : undefined;
  useEffect(() => {
    if (delayMs === undefined || state !== 'idle') return;
    const timer = setTimeout(() => {
      setTries(tries + 1);
      revalidate();
    }, delayMs);
    return () => clearTimeout(timer);
  }, [delayMs, state, tries, revalidate]);
  return isUnderWay && (delayMs !== undefined || state !== 'idle');
}
