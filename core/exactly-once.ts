/**
 * The one named way in which a change of the world happens exactly once, whatever fails in between. Each mutation
 * and each message declares its own; docs/perks.md tells them all.
 *
 * - `nature`: doing it again changes nothing.
 * - `marker`: what is changed is read first, and nothing is written where our mark is found.
 * - `code`: it is made under a code that only this effect can have; “taken” means that it was done.
 * - `key`: the platform drops a repeated call with the same key.
 * - `read_back`: the intent is written down first; after an attempt whose outcome is not known, the shop is read before
 *   anything is tried again.
 * - `once`: the intent is written down first; an attempt whose outcome is not known is never made again, since nothing
 *   can tell what became of it. A person says.
 */
export type ExactlyOnce = 'nature' | 'marker' | 'code' | 'key' | 'read_back' | 'once';

/** True when an attempt that may have happened must not simply be made again. */
export function needsIntent(way: ExactlyOnce): boolean {
  return way === 'read_back' || way === 'once';
}
