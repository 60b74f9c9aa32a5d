import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { PlatformFailure } from './failure.ts';
import { type LoopbackServer, listenOnLoopback } from './loopback.ts';

export interface PlatformServer {
  /** `http://localhost:PORT` */
  readonly url: string;
  /** From now on requests are handled; before, they are answered with 503. */
  serve(listener: RequestListener): void;
  close(): Promise<void>;
}

/**
 * Takes the platform's address before anything else starts, so that a taken port is told at once.
 *
 * @throws PlatformFailure when the port is taken or not allowed.
 */
export async function openPlatformServer(port: number): Promise<PlatformServer> {
  let listener: RequestListener = (_request, response) => {
    refuse(response, 503, 'Concierge is starting', { 'retry-after': '1' });
  };
  const listenToOurs: RequestListener = (request, response) => {
    if (isAddressedToUs(request)) listener(request, response);
    else refuse(response, 421, 'the local platform answers to localhost, 127.0.0.1 and [::1] only');
  };
  let server: LoopbackServer;
  try {
    server = await listenOnLoopback(listenToOurs, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new PlatformFailure(
        `Port ${port} is taken: stop what uses it, or set PORT to another (PORT=0: any free one).`,
      );
    }
    if (code === 'EACCES') throw new PlatformFailure(`Port ${port} needs more rights: set PORT to one above 1023.`);
    throw error;
  }
  return {
    url: `http://localhost:${server.port}`,
    serve(newListener) {
      listener = newListener;
    },
    close: () => server.close(),
  };
}

const OUR_NAMES = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Whether a request was meant for this machine. A page on the internet can have its own name resolved to 127.0.0.1
 * (DNS rebinding) and would then be of one origin with the platform; its requests still carry that name.
 */
function isAddressedToUs({ headers }: IncomingMessage): boolean {
  return OUR_NAMES.test(headers.host ?? '');
}

function refuse(response: ServerResponse, status: number, error: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error }));
}
