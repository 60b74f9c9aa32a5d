/**
 * The one source of chance of a run. Every question has a name, and its answer derives from the seed and the name
 * alone: leaving one thing out of a life does not change the fate of the others, so that a failing life can be made
 * smaller.
 */
export interface Chance {
  /** From 0 up to, not including, 1. */
  of(name: string): number;
  /** Any number of such answers. */
  sequence(name: string): () => number;
}

export function createChance(seed: number): Chance {
  const start = mixed(seed ^ 0x9e3779b9);
  return {
    of: (name) => hashOf(start, name) / 2 ** 32,
    sequence(name) {
      let state = hashOf(start, name);
      return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        return mixed(state) / 2 ** 32;
      };
    },
  };
}

/** FNV-1a with murmur's last step. */
function hashOf(start: number, name: string): number {
  let hash = start ^ 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return mixed(hash);
}

function mixed(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
