import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })];

test.each(pages)('every file that %s leads to is there', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
  const inside = links.filter((link) => !/^https?:/.test(link));
  expect(inside.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});

describe('the list of decisions', () => {
  const listed = [...read('docs/decisions/README.md').matchAll(/^- \[(\d{3} .+?)\]\((.+?)\)/gm)];

  test.each(listed.map(([, title, file]) => ({ title, file })))(
    'calls $file what it calls itself',
    ({ title, file }) => {
      expect(read(`docs/decisions/${file}`).split('\n', 1)[0]).toBe(`# ${title}`);
    },
  );

  test('is in the order of their numbers', () => {
    const files = listed.map(([, , file]) => file);
    expect(files).toEqual([...new Set(files)].sort());
  });
});
