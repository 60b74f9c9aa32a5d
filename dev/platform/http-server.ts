import type { RequestListener } from 'node:http';
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
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end('{"error":"Concierge is starting"}');
  };
  let server: LoopbackServer;
  try {
    server = await listenOnLoopback((request, response) => listener(request, response), port);
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
