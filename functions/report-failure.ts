import type { Services } from '../adapters/compose.ts';
import { describeError } from '../adapters/log.ts';

/**
 * A failure of our own that was kept from stopping anything else: written down, and counted among the function's
 * failures. `about`: ids only.
 */
export function reportFailure(
  { log, meter }: Pick<Services, 'log' | 'meter'>,
  name: 'decide' | 'act' | 'tick',
  error: unknown,
  about: Readonly<Record<string, string | undefined>>,
): void {
  meter.count(`function.${name}.failures`, 1);
  log.error(`${name} failed`, { ...about, error: describeError(error) });
}
