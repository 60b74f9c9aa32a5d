import { expect, test } from 'vitest';
import type { EffectPerformer } from '../../core/ports.ts';
import { createActHandler } from '../../functions/act/handler.ts';
import { createTickHandler } from '../../functions/tick/handler.ts';
import { buildDecision, NOTHING } from '../contracts/records.ts';
import { NOW } from '../core/builders.ts';
import { sqsEvent, startServices } from './services.ts';

async function startWithDecisions(count: number, perform: EffectPerformer['perform']) {
  const calls: string[] = [];
  const performer: EffectPerformer = {
    perform(shop, effect) {
      calls.push(effect.id);
      return perform(shop, effect);
    },
  };
  const started = await startServices({ performer });
  const decisions = Array.from({ length: count }, (_, index) => buildDecision({ number: index + 1 }));
  await started.services.ledger.commit(started.shop, { ...NOTHING, decisions, resendAt: NOW - 1 });
  const bodies = decisions.map(({ id }) => JSON.stringify({ shop: started.shop, decision: id }));
  return { ...started, calls, bodies };
}

test('a throw of one effect is logged and counted, fails no message and stops no other decision', async () => {
  const [poison] = buildDecision({ number: 1 }).effects;
  const { services, shop, bodies, logged, counted } = await startWithDecisions(2, async (_, { id }) => {
    if (id === poison?.id) throw new RangeError('a bug');
    return { kind: 'done' };
  });
  expect(await createActHandler(services)(sqsEvent(bodies))).toEqual({ batchItemFailures: [] });
  expect(counted).toMatchObject({ 'effects.done': 3, 'effects.again': 1, 'function.act.failures': 1 });
  const errors = logged.filter(({ level }) => level === 'error');
  expect(errors).toMatchObject([{ about: { shop, effect: poison?.id, error: { name: 'RangeError' } } }]);
});

test('a shop that does not answer is called once in a batch', async () => {
  const { services, bodies, calls } = await startWithDecisions(10, async () => ({
    kind: 'again',
    problem: 'the shop does not answer',
    afterMs: 5_000,
    shopWide: true,
  }));
  expect(await createActHandler(services)(sqsEvent(bodies))).toEqual({ batchItemFailures: [] });
  expect(calls).toHaveLength(1);
});

test('what a batch has no time for stays pending and due', async () => {
  let elapsedMs = 0;
  const { services, bodies, calls } = await startWithDecisions(10, async () => {
    elapsedMs += 20_000;
    return { kind: 'done' };
  });
  expect(await createActHandler(services, () => elapsedMs)(sqsEvent(bodies))).toEqual({ batchItemFailures: [] });
  expect(calls).toHaveLength(2);
  expect(await services.ledger.due(NOW, 20)).toHaveLength(9);
});

test('tick sends the others when one decision can’t be read, and says which', async () => {
  const { services, shop, logged, counted } = await startWithDecisions(3, async () => ({ kind: 'done' }));
  const poison = buildDecision({ number: 2 }).id;
  const decision: typeof services.ledger.decision = async (...call) => {
    if (call[1] === poison) throw new RangeError('a bug');
    return services.ledger.decision(...call);
  };
  const tick = createTickHandler({ ...services, ledger: { ...services.ledger, decision } });
  expect(await tick()).toEqual({ resent: 2 });
  expect(counted['function.tick.failures']).toBe(1);
  expect(logged.filter(({ level }) => level === 'error')).toMatchObject([{ about: { shop, decision: poison } }]);
});
