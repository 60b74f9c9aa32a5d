import { compose } from '../../adapters/compose.ts';
import { readConfig } from '../../adapters/config.ts';
import { createActHandler } from './handler.ts';

export const handler = createActHandler(compose({ config: readConfig(process.env) }));
