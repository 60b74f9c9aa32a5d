import { composeIngest } from '../../adapters/compose-ingest.ts';
import { createIngestHandler } from './handler.ts';

export const handler = createIngestHandler(composeIngest(process.env));
