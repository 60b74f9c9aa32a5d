import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policyBookFile } from '../../app/policy-book-file.server.tsx';
import { LANGUAGES } from '../../core/words/language.ts';
import { policyBook } from '../../core/words/policy-book.ts';
import { randomRule } from '../core/random-rules.ts';

/** Every text in it, in its order. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

test.each(LANGUAGES)('the printable file is a page of its own, with every word of the book in %s', (language) => {
  fc.assert(
    fc.property(randomRule(), randomRule(), (rule, other) => {
      const hostile = { ...rule, id: 'a', name: '<script>alert("1")</script>', enabled: true } as typeof rule;
      const rules = [hostile, { ...other, id: 'b' } as typeof other];
      const policy = { version: 3, publishedAt: Date.UTC(2026, 10, 29), author: '1', rules };
      const book = policyBook(policy, { language, timezone: 'Europe/Berlin' });
      const file = policyBookFile(book);
      expect(file).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${language}">`));
      for (const text of textsOf(book)) expect(file).toContain(escaped(text));
      expect(file).not.toMatch(/<script|<link|src=|https?:/);
    }),
    { numRuns: 30 },
  );
});
