import { Logger } from '@aws-lambda-powertools/logger';

/** The admin's log, structured as the functions' logs are. Never given a request's URL or headers: they hold tokens. */
export const log = new Logger({ serviceName: 'admin' });
