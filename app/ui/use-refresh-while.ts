import { useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';

/** Work that is under way is mostly done within a second or two; after the last one a person may reload. */
const DELAYS_MS = [1_000, 1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Asks for the page's data again, ever more seldom and a few times only, while something on it is under way.
 * Returns whether it still does.
 */
export function useRefreshWhile(isUnderWay: boolean): boolean {
  const { revalidate, state } = useRevalidator();
  const [tries, setTries] = useState(0);
  const delayMs = isUnderWay ? DELAYS_MS[tries] : undefined;
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
