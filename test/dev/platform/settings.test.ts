import { expect, it } from 'vitest';
import { readSettings } from '../../../dev/platform/settings.ts';

it('has a default for everything', () => {
  expect(readSettings({}, [])).toEqual({
    port: 4000,
    dataDirectory: expect.stringMatching(/\/\.concierge$/),
    seed: 'demo',
    importsPast: false,
    dynamodbEndpoint: undefined,
    reload: false,
  });
});

it.each([
  [{ PORT: '70000' }, /^PORT is "70000"/],
  [{ PORT: '4000x' }, /^PORT is "4000x"/],
  [{ CONCIERGE_SEED: 'big' }, /^CONCIERGE_SEED is "big"/],
  [{ CONCIERGE_IMPORT: 'yes' }, /^CONCIERGE_IMPORT is "yes"/],
])('says what is wrong with %o', (environment, message) => {
  expect(() => readSettings(environment, [])).toThrow(message);
});
