import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whether a host name of a URL means this machine. */
export function isLoopbackHost(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || host === '::1' || host.startsWith('127.')
  );
}

export interface LoopbackServer {
  readonly port: number;
  /** Stops taking connections and ends the open ones; resolves when the running requests are answered. */
  close(): Promise<void>;
}

/**
 * Serves HTTP on this machine only, on 127.0.0.1 and on ::1, as browsers and Node pick either for `localhost`.
 *
 * @param port 0 takes a free one.
 * @throws the listen error (`code: 'EADDRINUSE'`) when a wanted port is taken on either address.
 */
export async function listenOnLoopback(listener: RequestListener, port: number): Promise<LoopbackServer> {
  for (let attempt = 1; ; attempt += 1) {
    const ipv4 = createServer(listener);
    await listen(ipv4, port, '127.0.0.1');
    const chosenPort = (ipv4.address() as AddressInfo).port;
    const ipv6 = createServer(listener);
    try {
      await listen(ipv6, chosenPort, '::1');
      return { port: chosenPort, close: () => closeAll([ipv4, ipv6]) };
    } catch (error) {
      if (isMissingIpv6(error)) return { port: chosenPort, close: () => closeAll([ipv4]) };
      await closeAll([ipv4]);
      if (port !== 0 || attempt === 10) throw error;
    }
  }
}

/** A port that was free a moment ago, for programs that cannot say which one the system gave them. */
export async function findFreePort(): Promise<number> {
  const server = await listenOnLoopback(() => undefined, 0);
  await server.close();
  return server.port;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isMissingIpv6(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeIdleConnections();
        }),
    ),
  );
}
