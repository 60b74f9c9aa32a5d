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

/** Looks again and again until it is so. @throws Error after five seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('it did not come so within 5 s');
    await delay(20);
  }
}
