import { describe, expect, it } from 'vitest';
import { type IdleSources, waitUntilIdle } from '../../../dev/platform/idle.ts';

const QUIET: IdleSources = {
  queuesAndDeliveries: () => ({ queues: [], deliveries: [] }),
  activity: () => 7,
  running: async () => 0,
  due: async () => [],
  deadLetters: () => 0,
  tick: async () => undefined,
};

/** Answers the values one after the other, and the last one ever after. */
function inTurn<Value>(...values: [Value, ...Value[]]): () => Value {
  let index = -1;
  return () => {
    index = Math.min(index + 1, values.length - 1);
    return values[index] as Value;
  };
}

describe('waiting until the platform is idle', () => {
  it('ends at once when nothing is left to do', async () => {
    expect(await waitUntilIdle(QUIET, 0)).toBeNull();
  });

  it.each<[string, Partial<IdleSources>]>([
    ['a message in a queue', { queuesAndDeliveries: () => ({ queues: [{ queue: 'events' }], deliveries: [] }) }],
    ['a delivery under way', { queuesAndDeliveries: () => ({ queues: [], deliveries: [{ topic: 'orders/create' }] }) }],
    ['a running function', { running: async () => 1 }],
    ['a worker that restarts', { running: async () => null }],
    ['a due timer', { due: async () => [{ decision: '1' }] }],
  ])('reports %s when the time is over', async (_what, busy) => {
    expect(await waitUntilIdle({ ...QUIET, ...busy }, 0)).not.toBeNull();
  });

  it('looks again when a message came and went between two looks', async () => {
    expect(await waitUntilIdle({ ...QUIET, activity: inTurn(7, 8) }, 0)).not.toBeNull();
    expect(await waitUntilIdle({ ...QUIET, activity: inTurn(7, 8) }, 1_000)).toBeNull();
  });

  it('does not take a message for gone that became a delivery meanwhile', async () => {
    const queuesAndDeliveries = inTurn(
      { queues: [{}], deliveries: [] },
      { queues: [], deliveries: [] },
      { queues: [], deliveries: [] },
      { queues: [], deliveries: [{}] },
    );
    expect(await waitUntilIdle({ ...QUIET, queuesAndDeliveries }, 30)).not.toBeNull();
  });

  it('runs the tick once for dead letters and does not wait for those that stay', async () => {
    let ticks = 0;
    const tick = async () => {
      ticks += 1;
    };
    expect(await waitUntilIdle({ ...QUIET, deadLetters: () => 1, tick }, 1_000)).toBeNull();
    expect(ticks).toBe(1);
  });

  it('runs the tick for what is due rather than waiting for the next minute', async () => {
    let isDue = true;
    const tick = async () => {
      isDue = false;
    };
    expect(await waitUntilIdle({ ...QUIET, due: async () => (isDue ? [{}] : []), tick }, 1_000)).toBeNull();
  });
});
