import * as z from 'zod';
import type { Services } from '../adapters/compose.ts';
import type { Instant } from '../core/identity.ts';
import type { RetryFilter, Shop } from '../core/shop.ts';
import { askRetry, countRetried } from '../core/use-cases/retry-effects.ts';

/** First how many it would be, then that they are to be tried again. */
export const retryRequest = z.strictObject({ retry: z.enum(['count', 'all']) });

export type RetryRequest = z.infer<typeof retryRequest>;

export type RetryAnswer =
  /** “37”, “1,000 or more” */
  | { kind: 'counted'; count: string; isOne: boolean }
  | { kind: 'none' }
  | { kind: 'asked' }
  /** What was asked for before is not done yet. */
  | { kind: 'busy' };

/** What is counted is read: so many a person no longer looks through one by one. */
const MOST_COUNTED = 1000;

export async function retryPerks(
  services: Pick<Services, 'ledger' | 'shops' | 'work' | 'backoff'>,
  { domain }: Pick<Shop, 'domain'>,
  wanted: RetryFilter,
  { retry }: RetryRequest,
  by: string,
  now: Instant,
): Promise<RetryAnswer> {
  if (retry === 'count') {
    const count = await countRetried(services.ledger, domain, wanted, MOST_COUNTED);
    if (count === 0) return { kind: 'none' };
    const text = `${count.toLocaleString('en')}${count === MOST_COUNTED ? ' or more' : ''}`;
    return { kind: 'counted', count: text, isOne: count === 1 };
  }
  const asked = await askRetry(services, domain, wanted, by, now);
  return { kind: asked === 'busy' ? 'busy' : 'asked' };
}
