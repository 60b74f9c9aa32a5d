import { expect, test } from 'vitest';
import { describeError } from '../../adapters/log.ts';

test('of an error only its name, message and stack are written', () => {
  const error = Object.assign(new TypeError('no answer'), { response: { body: { email: 'ada@example.com' } } });
  expect(describeError(error)).toEqual({ name: 'TypeError', message: 'no answer', stack: error.stack });
});

test('of anything else that was thrown nothing is written', () => {
  expect(JSON.stringify(describeError({ email: 'ada@example.com' }))).not.toContain('ada');
  expect(JSON.stringify(describeError('ada@example.com'))).not.toContain('ada');
});
