import type { Services } from '../../adapters/compose.ts';
import type { DeadLetter } from '../../adapters/sqs/dead-letters.ts';
import { parseEffectMessage } from '../../adapters/sqs/effect-queue.ts';
import { CHORES_TOPIC } from '../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../adapters/sqs/parse-event-message.ts';
import { MAX_RECEIVE_COUNT, QUEUE_ROLES, type QueueRole } from '../../adapters/sqs/queues.ts';
import { assertNever } from '../../core/assert-never.ts';
import { buryEffects } from '../../core/use-cases/bury-effects.ts';
import { parkDelivery } from '../park-delivery.ts';
import { reportFailure } from '../report-failure.ts';

/** What a tick handles of each queue: as many of one never keep the others waiting for long. */
const MOST_PER_QUEUE = 200;
const REASON = `not handled in ${MAX_RECEIVE_COUNT} tries; each time the function ended before it was done`;

/**
 * Brings dead letters to where a person finds them: deliveries into the parking lot, effects into a state that is shown.
 * What can't be read stays where it is and is reported each time. Answers how many were brought.
 */
export async function drainDeadLetters(services: Services, hasTime: () => boolean): Promise<number> {
  let drained = 0;
  for (const role of QUEUE_ROLES) {
    try {
      drained += await drainQueue(services, role, hasTime);
    } catch (error) {
      reportFailure(services, 'tick', error, { deadLettersOf: role });
    }
  }
  return drained;
}

async function drainQueue(services: Services, role: QueueRole, hasTime: () => boolean): Promise<number> {
  let received = 0;
  let drained = 0;
  while (received < MOST_PER_QUEUE && hasTime()) {
    const letters = await services.deadLetters.receive(role);
    if (letters.length === 0) break;
    received += letters.length;
    for (const letter of letters) {
      if (!hasTime()) return drained;
      if (await drainLetter(services, role, letter)) drained += 1;
    }
  }
  return drained;
}

/** Kept first and removed then: a crash in between keeps it twice, which changes nothing. */
async function drainLetter(services: Services, role: QueueRole, letter: DeadLetter): Promise<boolean> {
  try {
    await keep(services, role, letter);
    await services.deadLetters.remove(role, letter);
    return true;
  } catch (error) {
    reportFailure(services, 'tick', error, { deadLettersOf: role, messageId: letter.messageId });
    return false;
  }
}

async function keep(services: Services, role: QueueRole, { messageId, body }: DeadLetter): Promise<void> {
  switch (role) {
    case 'events':
      return keepEvent(services, messageId, body);
    case 'service':
    case 'bulk':
      return keepEffects(services, body);
    default:
      return assertNever(role);
  }
}

async function keepEvent(services: Services, messageId: string, body: string): Promise<void> {
  const message = parseEventMessage(body);
  const { shop, topic } = message;
  // Nothing is lost with it: the chores stay due.
  if (topic === CHORES_TOPIC) return services.log.error('chores never came to an end', { shop, messageId });
  await parkDelivery(services, message, { source: 'dead_letter', reason: REASON }, services.clock.now().getTime());
}

async function keepEffects(services: Services, body: string): Promise<void> {
  const { shop, decision } = parseEffectMessage(body);
  const buried = await buryEffects(services, shop, decision, REASON, services.clock.now().getTime());
  for (const { state } of buried) services.meter.count(`effects.${state}`, 1);
  services.log.error('effects given to a person', { shop, decision, effects: buried.length });
}
