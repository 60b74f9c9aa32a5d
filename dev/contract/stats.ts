import { EFFECT_STATES } from '../../core/effects.ts';
import type { RoutesOptions } from '../platform/routes.ts';
import { functionStats } from '../platform/stats.ts';

/** `GET /dev/stats`: what this start of the platform has done and used so far, and what lies in the dead-letter queues. */
export async function collectStats({ children, counters, queues }: RoutesOptions) {
  // Counts travel to the platform before this answer does.
  await Promise.all([children.worker?.ask('running'), children.app?.ask('running')]);
  const requests = queues.requests();
  return {
    functions: functionStats(counters),
    decisions: counters.under('decisions'),
    // As act left them, each time that it was at them.
    effects: { ...Object.fromEntries(EFFECT_STATES.map((state) => [state, 0])), ...counters.under('effects') },
    dynamodb: { readUnits: counters.value('dynamodb.readUnits'), writeUnits: counters.value('dynamodb.writeUnits') },
    deadLetters: queues.deadLetterCounts(),
    queues: { requests: Object.values(requests).reduce((sum, count) => sum + count, 0), byAction: requests },
    adminApi: { requests: counters.value('adminApi.requests'), cost: counters.value('adminApi.cost') },
  };
}
