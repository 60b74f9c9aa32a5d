import type { Instant } from '../../../core/identity.ts';
import type { SimulatedShop, ToldChange } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { Evidence } from './evidence.ts';

/** What may be known of what changes, by what was told and heard of it. */

/** It was told while the app was there and knew it, which it has been ever since, and was not lost on the way. */
export function wasHeard(
  { written, ground }: World,
  truth: SimulatedShop,
  at: Instant,
  topic: string,
  subject: string,
): boolean {
  const begunAt = written.installations.findLast(({ shop }) => shop === truth.domain)?.at;
  const backAt = truth.presence.at(-1)?.at ?? 0;
  if (begunAt === undefined || at <= Math.max(begunAt, backAt) || !truth.installed) return false;
  return !ground.faults.struck.some((fault) => fault.startsWith(`webhook.lost ${truth.domain} ${topic} ${subject} `));
}

/** From the last one on that was told and heard: any of these may be what is known. None where none was heard. */
export function sinceHeard<Each extends ToldChange>(
  { told, truth }: Evidence,
  changes: readonly Each[],
): readonly Each[] {
  const index = changes.findLastIndex(
    ({ at, topic, name }) => topic !== null && wasHeard(told.world, truth, at, topic, name),
  );
  return index === -1 ? [] : changes.slice(index);
}

/** Between deciding and what it rests on: a function lives a minute, and a cheap read is a second old. */
const BEFORE_MS = 5_000;
const AFTER_MS = 65_000;

/** Which of them may have been in force for what was decided at that time. */
export function inForce<Each extends { readonly at: Instant }>(changes: readonly Each[], decidedAt: Instant): Each[] {
  const before = changes.findLast(({ at }) => at <= decidedAt - BEFORE_MS);
  const meanwhile = changes.filter(({ at }) => at > decidedAt - BEFORE_MS && at <= decidedAt + AFTER_MS);
  return before ? [before, ...meanwhile] : meanwhile;
}

/** What the app may have known of the shop as a whole when it decided something. */
export function detailsKnown({ told, truth }: Evidence, decidedAt: Instant) {
  const own = told.world.written.details.filter(({ shop }) => shop === truth.domain);
  return inForce(own, decidedAt).map(({ details }) => details);
}
