/**
 * Serves the app's production build, as the Lambda of production does. Started by the platform with
 * `--import dev/preload.ts`. Logs no request: their URLs carry session tokens.
 */
import { fileURLToPath } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import express, { type ErrorRequestHandler } from 'express';
import { compose } from '../../adapters/compose.ts';
import { readConfig } from '../../adapters/config.ts';
import { breakClient } from '../aws/faulty-client.ts';
import { connectToPlatform } from '../platform/channel.ts';
import { listenOnLoopback } from '../platform/loopback.ts';
import { CHILD_ENVIRONMENT } from '../platform/messages.ts';
import { allowFraming } from './frame-ancestors.ts';

const root = new URL('../../', import.meta.url);
const channel = connectToPlatform();
const services = compose({
  config: readConfig(process.env),
  clock: channel.clock,
  meter: { count: channel.count },
  onAwsClient: breakClient(channel.strike),
});
const build = (await import(new URL('build/server/index.js', root).href)) as ServerBuild;
const clientBuild = fileURLToPath(new URL('build/client', root));

const reportError: ErrorRequestHandler = (error: Error & { status?: number }, request, response, next) => {
  if (error.status === 404 && !response.headersSent) return void response.sendStatus(404);
  process.stderr.write(`${request.method} ${request.path}: ${error.stack ?? error}\n`);
  if (response.headersSent) next(error);
  else response.status(500).type('text/plain').send('The app failed: its log says why.');
};

const app = express();
app.disable('x-powered-by');
app.use('/assets', express.static(`${clientBuild}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }));
app.use(express.static(clientBuild, { maxAge: '1h', index: false }));
app.use(allowFraming(String(process.env[CHILD_ENVIRONMENT.platformUrl])));
app.all('*', createRequestHandler({ build, mode: 'production', getLoadContext: () => ({ services }) }));
app.use(reportError);

const server = await listenOnLoopback(app, channel.wantedPort);
channel.answer('running', async () => 0);
channel.answer('stop', async () => {
  await server.close();
  return null;
});
channel.ready(server.port);
