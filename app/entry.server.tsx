import { PassThrough } from 'node:stream';
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { describeError } from '../adapters/log.ts';
import { pointToAppBridge } from './app-bridge-link.server.ts';
import { log } from './log.server.ts';
import { servicesOf } from './services.server.ts';
import { shopifyFor } from './shopify.server.ts';

export const streamTimeout = 5_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  setDocumentHeaders(request, headers, context);
  return new Promise((resolve, reject) => {
    let isShellSent = false;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={remixContext} url={request.url} />, {
      onShellReady() {
        isShellSent = true;
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        status = 500;
        // Before the shell is sent, the rejection above reports it.
        if (isShellSent) log.error('page not rendered whole', { error: describeError(error) });
      },
    });
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Logs what a loader or an action threw; a request that was wrong, or given up by its client, is no fault of ours. */
export function handleError(error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  const described = isRouteErrorResponse(error) ? { status: error.status } : describeError(error);
  log.error('request failed', { path: new URL(request.url).pathname, error: described });
}

function setDocumentHeaders(request: Request, headers: Headers, context: AppLoadContext): void {
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Referrer-Policy', 'strict-origin-when-cross-origin');
  shopifyFor(servicesOf(context)).addDocumentResponseHeaders(request, headers);
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', "frame-ancestors 'none';");
  pointToAppBridge(headers);
}
