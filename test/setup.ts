import { afterEach, beforeEach, expect } from 'vitest';

/** Lines written to console.error during the running test; a test that expects one empties the list. */
export const consoleErrors: string[] = [];

const original = console.error;

beforeEach(() => {
  consoleErrors.length = 0;
  console.error = (...values: unknown[]) => {
    consoleErrors.push(values.map(String).join(' '));
  };
});

afterEach(() => {
  console.error = original;
  expect(consoleErrors, 'unexpected console.error').toEqual([]);
});
