import { openDataDirectory } from './data-directory.ts';
import { openPlatformServer } from './http-server.ts';
import { startParts } from './parts.ts';
import type { Settings } from './settings.ts';

export interface Platform {
  /** `http://localhost:PORT` */
  readonly url: string;
  /** Resolves with the reason when a part that cannot be started again has ended. */
  readonly broken: Promise<string>;
  /** Takes no new work, lets running work finish and ends every part. */
  stop(): Promise<void>;
}

/** How to end a part; called in the reverse order of starting. */
export type Stop = () => Promise<unknown> | unknown;

/**
 * Starts the local platform; resolves when all of it answers.
 *
 * @throws PlatformFailure, after ending what had been started.
 */
export async function startPlatform(settings: Settings, log: (line: string) => void): Promise<Platform> {
  const stops: Stop[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    const directory = openDataDirectory(settings.dataDirectory);
    stops.push(directory.release);
    const server = await openPlatformServer(settings.port);
    stops.push(server.close);
    const { broken } = await startParts({ settings, log, directory, server, stops });
    return { url: server.url, broken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
