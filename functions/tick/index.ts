import { compose } from '../../adapters/compose.ts';
import { ALL_VARIABLES, readConfig } from '../../adapters/config.ts';
import { createTickHandler } from './handler.ts';

export const handler = createTickHandler(compose({ config: readConfig(process.env, ALL_VARIABLES) }));
