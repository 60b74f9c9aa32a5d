import { expect, test } from 'vitest';
import { CHORES_TOPIC, eventMessageText } from '../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../adapters/sqs/parse-event-message.ts';
import type { Effect } from '../../core/effects.ts';
import { createTickHandler } from '../../functions/tick/handler.ts';
import { buildDecision, NOTHING, withEffects } from '../contracts/records.ts';
import { DAY_MS, NOW, orderId } from '../core/builders.ts';
import { startServices } from './services.ts';

async function startWithDecisions(count: number, change: Partial<Effect> = {}) {
  const started = await startServices();
  const { services, shop } = started;
  const decisions = Array.from({ length: count }, (_, index) => buildDecision({ number: index + 1 }));
  await services.ledger.commit(shop, { ...NOTHING, decisions, resendAt: NOW - 1 });
  for (const decision of decisions) await services.ledger.recordEffects(shop, withEffects(decision, change), NOW - 1);
  const idOf = (index: number) => buildDecision({ number: index + 1 }).id;
  const effectsOf = async (index: number) => (await services.ledger.decision(shop, idOf(index)))?.effects ?? [];
  return { ...started, idOf, effectsOf };
}

test('what is due is sent: effects of decisions, and the chores of a shop for decide', async () => {
  const { services, shop, queued } = await startWithDecisions(2);
  const tomorrow = NOW + 2 * DAY_MS;
  const tick = createTickHandler({ ...services, clock: { now: () => new Date(tomorrow) } });
  expect(await tick()).toEqual({ resent: 2, chores: 1, drained: 0 });
  expect(queued.map(parseEventMessage)).toMatchObject([{ shop, topic: CHORES_TOPIC, triggeredAt: tomorrow }]);
});

test('tick sends the others when one decision can’t be read, and says which', async () => {
  const { services, shop, logged, counted } = await startWithDecisions(3);
  const poison = buildDecision({ number: 2 }).id;
  const decision: typeof services.ledger.decision = async (...call) => {
    if (call[1] === poison) throw new RangeError('a bug');
    return services.ledger.decision(...call);
  };
  const tick = createTickHandler({ ...services, ledger: { ...services.ledger, decision } });
  expect(await tick()).toMatchObject({ resent: 2 });
  expect(counted['function.tick.failures']).toBe(1);
  expect(logged.filter(({ level }) => level === 'error')).toMatchObject([{ about: { shop, decision: poison } }]);
});

const DELIVERY = { topic: 'orders/create', triggeredAt: NOW - 60_000, replays: 2, body: Buffer.from('{"id":1}') };

test('dead letters of deliveries are parked, whole, with how often they were tried', async () => {
  const { services, shop, deadLetters, counted } = await startServices();
  const sent = Array.from({ length: 25 }, (_, index) => ({ ...DELIVERY, shop, webhookId: `w-${index}` }));
  for (const message of sent) deadLetters.put('events', eventMessageText(message));
  deadLetters.put(
    'events',
    eventMessageText({ ...DELIVERY, shop, webhookId: 'large', body: { bytes: 9, order: orderId(1) } }),
  );
  expect(await createTickHandler(services)()).toMatchObject({ drained: 26 });
  expect(deadLetters.left('events')).toEqual([]);
  expect((await services.parking.list(shop, 50)).parked).toHaveLength(26);
  expect(await services.parking.find(shop, 'w-3')).toEqual({
    id: 'w-3',
    topic: 'orders/create',
    source: 'dead_letter',
    reason: 'not handled in 10 tries; each time the function ended before it was done',
    at: NOW,
    triggeredAt: NOW - 60_000,
    replays: 2,
    body: DELIVERY.body.toString('base64'),
  });
  expect((await services.parking.find(shop, 'large'))?.body).toEqual({ bytes: 9, order: orderId(1) });
  expect(counted['deliveries.parked']).toBe(26);
});

test.each([
  ['were pending', { state: 'pending', uncertain: false }, 'refused'],
  ['may have happened', { state: 'attempting', uncertain: true }, 'unclear'],
] as const)('effects of a dead letter that %s go to a person', async (_, change, became) => {
  const { services, shop, idOf, effectsOf, deadLetters, counted } = await startWithDecisions(2, change);
  for (const role of ['service', 'bulk'] as const) deadLetters.put(role, JSON.stringify({ shop, decision: idOf(0) }));
  await createTickHandler(services)();
  expect([...deadLetters.left('service'), ...deadLetters.left('bulk')]).toEqual([]);
  const buried = await effectsOf(0);
  expect(buried).toHaveLength(2);
  for (const { state, problem, history } of buried) {
    expect(state).toBe(became);
    expect(problem).toBe('not handled in 10 tries; each time the function ended before it was done');
    expect(history).toMatchObject([{ at: NOW, what: 'failed', became, answer: problem }]);
  }
  expect(counted[`effects.${became}`]).toBe(2);
  expect((await effectsOf(1)).map(({ state }) => state)).toEqual([change.state, change.state]);
});

test('what can’t be read or names no shop stays, is reported without its content and stops nothing', async () => {
  const { services, shop, deadLetters, logged, counted } = await startServices();
  const bad = ['Ada Lovelace', '{"shop":"Ada Lovelace","topic":"t"}', '{"shop":"ada","decision":"Lovelace"}'];
  for (const body of bad) deadLetters.put('events', body);
  for (const body of bad) deadLetters.put('service', body);
  deadLetters.put('events', eventMessageText({ ...DELIVERY, shop, webhookId: 'w-1' }));
  expect(await createTickHandler(services)()).toMatchObject({ drained: 1 });
  expect(deadLetters.left('events')).toEqual(bad);
  expect(deadLetters.left('service')).toEqual(bad);
  expect(counted['function.tick.failures']).toBe(6);
  const errors = logged.filter(({ level }) => level === 'error');
  expect(errors[0]).toMatchObject({ about: { deadLettersOf: 'events', messageId: 'letter-1' } });
  expect(JSON.stringify(errors)).not.toMatch(/Ada|Lovelace/);
});

test('a crash between keeping a dead letter and removing it changes nothing', async () => {
  const { services, shop, idOf, effectsOf, deadLetters } = await startWithDecisions(1);
  deadLetters.put('events', eventMessageText({ ...DELIVERY, shop, webhookId: 'w-1' }));
  deadLetters.put('service', JSON.stringify({ shop, decision: idOf(0) }));
  const crashing = {
    ...deadLetters,
    remove: async () => {
      throw new Error('the process ended');
    },
  };
  expect(await createTickHandler({ ...services, deadLetters: crashing })()).toMatchObject({ drained: 0 });
  const kept = await effectsOf(0);
  deadLetters.showAgain();
  expect(await createTickHandler(services)()).toMatchObject({ drained: 2 });
  expect(await effectsOf(0)).toEqual(kept);
  expect((await services.parking.list(shop, 5)).parked).toHaveLength(1);
  expect([...deadLetters.left('events'), ...deadLetters.left('service')]).toEqual([]);
});

test('dead chores are reported and dropped: they stay due', async () => {
  const { services, shop, deadLetters, queued, logged } = await startServices();
  await services.work.wake(shop, NOW);
  deadLetters.put('events', queued[0] ?? '');
  expect(await createTickHandler(services)()).toMatchObject({ drained: 1 });
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
  expect(logged.filter(({ level }) => level === 'error')).toMatchObject([{ about: { shop } }]);
  expect(await services.schedule.due(NOW + 2 * DAY_MS, 5)).toEqual([{ kind: 'chores', shop }]);
});

test('a dead-letter queue that can’t be read stops no other', async () => {
  const { services, shop, idOf, deadLetters, counted } = await startWithDecisions(1);
  deadLetters.put('service', JSON.stringify({ shop, decision: idOf(0) }));
  const receive: typeof deadLetters.receive = async (role) => {
    if (role === 'events') throw new Error('the queue does not exist');
    return deadLetters.receive(role);
  };
  expect(await createTickHandler({ ...services, deadLetters: { ...deadLetters, receive } })()).toMatchObject({
    drained: 1,
  });
  expect(counted['function.tick.failures']).toBe(1);
});

test('dead letters for which no time is left wait for the next tick', async () => {
  let elapsedMs = 0;
  const { services, shop, deadLetters } = await startServices();
  for (const webhookId of ['w-1', 'w-2', 'w-3']) {
    deadLetters.put('events', eventMessageText({ ...DELIVERY, shop, webhookId }));
  }
  const park: typeof services.parking.park = async (...call) => {
    elapsedMs += 6_000;
    return services.parking.park(...call);
  };
  const slow = { ...services, parking: { ...services.parking, park } };
  expect(await createTickHandler(slow, () => elapsedMs)()).toMatchObject({ drained: 2 });
  deadLetters.showAgain();
  expect(await createTickHandler(slow, () => elapsedMs)()).toMatchObject({ drained: 1 });
});

test('however much is due, dead letters are kept; however many there are, what is due is sent', async () => {
  let elapsedMs = 0;
  const { services, shop, deadLetters } = await startWithDecisions(3);
  for (const webhookId of ['w-1', 'w-2', 'w-3']) {
    deadLetters.put('events', eventMessageText({ ...DELIVERY, shop, webhookId }));
  }
  const park: typeof services.parking.park = async (...call) => {
    elapsedMs += 6_000;
    return services.parking.park(...call);
  };
  const decision: typeof services.ledger.decision = async (...call) => {
    elapsedMs += 10_000;
    return services.ledger.decision(...call);
  };
  const { parking, ledger } = services;
  const slow = { ...services, parking: { ...parking, park }, ledger: { ...ledger, decision } };
  expect(await createTickHandler(slow, () => elapsedMs)()).toMatchObject({ drained: 2, resent: 2 });
});
