import type { Instant, ShopDomain } from '../identity.ts';
import { beginImport, isUnderWay, type PastImport } from '../past-import.ts';
import type { ImportStore, WorkQueue } from '../ports.ts';
import { type Shop, withImportAt } from '../shop.ts';
import { type ChangePorts, changeChores } from './change-chores.ts';
import { MAX_TRIES } from './observe-ports.ts';

export interface SteerPorts extends ChangePorts {
  readonly imports: ImportStore;
  readonly work: WorkQueue;
}

export type Steering = 'start' | 'pause' | 'resume' | 'cancel';

/** `unchanged`: it was so already, or there is nothing to steer. */
export type Steered = 'steered' | 'unchanged' | 'not_installed';

/** Should nobody live to wake whoever works at it. */
const TAKEN_UP_MS = 60_000;

/** What a person wants of the import of the past. Whoever works at it notices at the end of their portion. */
export async function steerImport(
  ports: SteerPorts,
  domain: ShopDomain,
  steering: Steering,
  now: Instant,
): Promise<Steered> {
  const shop = await ports.shops.find(domain);
  if (shop?.uninstalledAt !== null) return 'not_installed';
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const latest = await ports.imports.latest(domain);
    const next = steered(latest, shop, steering, now);
    if (next === null) return 'unchanged';
    // Whose browser reads a file notices with the next rows.
    if (next.upload) {
      if (await ports.imports.save(domain, next)) return 'steered';
      await ports.backoff(attempt);
      continue;
    }
    // First, so that an import that is written down is taken up, whoever dies in between.
    await wakeImport(ports, domain, now + TAKEN_UP_MS);
    if (await ports.imports.save(domain, next)) {
      await wakeImport(ports, domain, now);
      await ports.work.wake(domain, now);
      return 'steered';
    }
    await ports.backoff(attempt);
  }
  throw new Error(`the import of ${domain} kept changing during ${MAX_TRIES} tries`);
}

function steered(latest: PastImport | null, shop: Shop, steering: Steering, now: Instant): PastImport | null {
  const current = latest !== null && latest.startedAt >= shop.installedAt && isUnderWay(latest) ? latest : null;
  if (steering === 'start') return current ? null : beginImport(shop, now);
  if (current === null) return null;
  const next = { ...current, revision: current.revision + 1, pace: null };
  switch (steering) {
    case 'pause':
      return current.state === 'paused' ? null : { ...next, state: 'paused' };
    case 'resume':
      return current.state === 'running' ? null : { ...next, state: 'running' };
    case 'cancel':
      return { ...next, state: 'cancelled', endedAt: now };
  }
}

/** Lets the shop's chores go on with the import. */
async function wakeImport(ports: ChangePorts, domain: ShopDomain, at: Instant): Promise<void> {
  // Set anew even where it is due: who is at it now would take it for done.
  await changeChores(ports, domain, ({ chores }) => withImportAt(chores, at));
}

/**
 * The file may be another's: only where an import waits for one, its time has come. Set anew even where it is due: a
 * small file is there before whoever asked for it has written down when to look again.
 */
export async function lookAtFile(ports: ChangePorts, domain: ShopDomain, now: Instant): Promise<'due' | 'unchanged'> {
  const changed = await changeChores(ports, domain, ({ chores }) => {
    if (chores.importAt === undefined) return null;
    return withImportAt(chores, chores.importAt === now ? now - 1 : now);
  });
  return changed === 'changed' ? 'due' : 'unchanged';
}
