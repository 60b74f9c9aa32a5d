import { Logger } from '@aws-lambda-powertools/logger';
import type { LogLevel } from './config.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Structured lines. What goes in is ids, counts and our own words: no name, address or payload of a person. */
export function createLog(logLevel: LogLevel): Logger {
  return new Logger({ serviceName: 'concierge', logLevel });
}

/** What may be written of anything thrown: errors of libraries carry whole requests and responses beside these. */
export function describeError(error: unknown): {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
} {
  if (!(error instanceof Error)) return { name: typeof error, message: 'something else than an error was thrown' };
  const { name, message, stack } = error;
  return { name, message, ...(stack !== undefined && { stack }) };
}
