import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Processes that belong to a platform: its own, those it started, and any that was given its data directory (Linux). */
export function platformProcesses(dataDir: string, platformPid: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    const environment = read(pid, 'environ');
    const isOurs = environment.includes(`CONCIERGE_DATA_DIR=${dataDir}\0`) || read(pid, 'cmdline').includes(dataDir);
    return isOurs && (pid !== process.pid || pid === platformPid);
  });
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** The worker of a platform; undefined while it restarts. */
export function workerPid(dataDir: string, platformPid: number): number | undefined {
  return platformProcesses(dataDir, platformPid).find((pid) => read(pid, 'cmdline').includes('dev/aws/worker.ts'));
}

/** Looks again and again until it is so. @throws Error when it does not come so within the time given. */
export async function until(isSo: () => boolean, withinMs = 5_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`it did not come so within ${withinMs} ms`);
    await delay(20);
  }
}
