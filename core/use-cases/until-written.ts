import type { Backoff, Reading } from '../ports.ts';
import { MAX_TRIES, type TryAgain } from './observe-ports.ts';

/**
 * Does it again for as long as others write the same records in between. The first try may read cheaply, since every
 * write is conditional.
 */
export async function untilWritten<Done>(
  { backoff }: { readonly backoff: Backoff },
  records: string,
  attempt: (reading: Reading) => Promise<Done | 'conflict'>,
): Promise<Done | TryAgain> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const done = await attempt(tries === 1 ? 'cheap' : 'latest');
    if (done !== 'conflict') return done;
    await backoff(tries);
  }
  return { kind: 'try_again', problem: `${records} kept changing during ${MAX_TRIES} tries` };
}
