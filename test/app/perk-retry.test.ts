import { expect, test } from 'vitest';
import { readPerkFilter, retryOf } from '../../app/perk-filter.ts';
import { retryPerks, retryRequest } from '../../app/perk-retry.server.ts';
import { customerId, NOW } from '../core/builders.ts';
import { buildDecision } from '../core/decisions.ts';
import { SHOP, setStage } from '../core/use-cases/stage.ts';

const wantedBy = (search: string) => retryOf(readPerkFilter(new URLSearchParams(search)));

test.each([
  ['state=refused', ['refused']],
  ['state=stopped', ['stopped']],
  ['state=open', ['refused', 'stopped']],
])('of %s so much can be tried again', (search, states) => {
  expect(wantedBy(search)).toEqual({ states, rule: null, customer: null });
  const customer = customerId(7);
  expect(wantedBy(`${search}&rule=bag&customer=${customer}&page=x`)).toEqual({ states, rule: 'bag', customer });
});

test.each(['', 'state=unclear', 'state=held', 'state=waiting', 'state=done', 'state=refused&order=1001'])(
  'of “%s” nothing can be tried again all at once',
  (search) => {
    expect(wantedBy(search)).toBeNull();
  },
);

test('first it is said how many, then they are tried again, once', async () => {
  const stage = await setStage([1, 2].map((number) => buildDecision({ number, at: NOW - number })));
  const work = { wake: async () => undefined } as never;
  const wanted = { states: ['refused'], rule: null, customer: null } as const;
  const ask = (retry: 'count' | 'all') =>
    retryPerks({ ...stage.ports, work }, { domain: SHOP }, wanted, { retry }, '7', NOW);
  expect(await ask('count')).toEqual({ kind: 'none' });
  await stage.rewrite((effect) => ({ ...effect, state: 'refused' }), null, 0);
  expect(await ask('count')).toEqual({ kind: 'counted', count: '1', isOne: true });
  await stage.rewrite((effect) => ({ ...effect, state: 'refused' }), null, 1);
  expect(await ask('count')).toEqual({ kind: 'counted', count: '2', isOne: false });
  expect(await ask('all')).toEqual({ kind: 'asked' });
  expect(await ask('all')).toEqual({ kind: 'busy' });
});

test.each([{}, { retry: 'some' }, { retry: 'all', state: 'unclear' }])('a request for %j is refused', (body) => {
  expect(retryRequest.safeParse(body).success).toBe(false);
});
