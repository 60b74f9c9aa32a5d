import type { Instant } from '../../../core/identity.ts';

/** Everything that is still to come, by time: the clock jumps from one thing to the next. */
export interface Agenda {
  now(): Instant;
  at(time: Instant, action: () => void): void;
  /** Does all that is due until then, one thing after the other; what each sets off comes to rest before the next. */
  runUntil(end: Instant): Promise<void>;
}

interface Entry {
  readonly at: Instant;
  readonly order: number;
  readonly action: () => void;
}

export function createAgenda(start: Instant): Agenda {
  const heap: Entry[] = [];
  let time = start;
  let count = 0;
  return {
    now: () => time,
    at(at, action) {
      count += 1;
      push(heap, { at: Math.max(at, time), order: count, action });
    },
    async runUntil(end) {
      for (let next = heap[0]; next && next.at <= end; next = heap[0]) {
        pop(heap);
        time = next.at;
        next.action();
        await allAtRest();
      }
      time = end;
    },
  };
}

/** Node runs this when no promise has anything to go on with: every process waits for the world then. */
function allAtRest(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent] as Entry;
    if (!isBefore(entry, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (heap.length === 0 || last === undefined) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) child += 1;
    if (!isBefore(heap[child] as Entry, last)) break;
    heap[index] = heap[child] as Entry;
    index = child;
  }
  heap[index] = last;
}
