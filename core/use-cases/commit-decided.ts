import type { Decision } from '../decide.ts';
import type { Changes } from '../ports.ts';
import type { Shop } from '../shop.ts';
import type { Observed, ObservePorts } from './observe-ports.ts';

/** Writes what was folded with what was decided about it, null where nothing was, and sends its effects off. */
export async function commitDecided(
  { ledger, effects }: ObservePorts,
  { domain }: Shop,
  changes: Omit<Changes, 'decisions'>,
  decision: Decision | null,
): Promise<Observed | 'conflict'> {
  const committed = await ledger.commit(domain, { ...changes, decisions: decision ? [decision] : [] });
  if (committed === 'conflict') return 'conflict';
  if (!decision) return { kind: 'folded' };
  if (decision.effects.length > 0) await effects.send(domain, decision.id, 'service', 1);
  return { kind: 'decided', decision };
}
