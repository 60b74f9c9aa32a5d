import { Logger } from '@aws-lambda-powertools/logger';
import type { LogLevel } from './config.ts';

/** Structured lines. What goes in is ids, counts and our own words: no name, address or payload of a person. */
export function createLog(logLevel: LogLevel): Logger {
  return new Logger({ serviceName: 'concierge', logLevel });
}
