import { compose } from '../../adapters/compose.ts';
import { readConfig } from '../../adapters/config.ts';
import { createDecideHandler } from './handler.ts';

export const handler = createDecideHandler(compose({ config: readConfig(process.env) }));
