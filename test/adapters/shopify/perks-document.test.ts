import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { EFFECT_MUTATIONS } from '../../../adapters/shopify/effects.ts';
import { perkSchema } from '../../../core/perks.ts';
import { root } from './app-config.ts';

const rows = readFileSync(new URL('docs/perks.md', root), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

const codesOf = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

/** The field that a document changes something by: `tagsAdd`. */
function rootField(document: string): string {
  for (const definition of parse(document).definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind === Kind.FIELD) return selection.name.value;
    }
  }
  throw new Error('expected a mutation');
}

describe('docs/perks.md', () => {
  test.each(Object.entries(EFFECT_MUTATIONS))(
    'tells of %s its mutation, scopes and way, and what to look for',
    (kind, { document, scopes, exactlyOnce }) => {
      const [row, ...others] = rows.filter(([, effect]) => effect === `\`${kind}\``);
      expect(others).toEqual([]);
      const [, , mutation, needed, way, readBackBy, whenUnclear] = row ?? [];
      expect(codesOf(mutation)).toEqual([rootField(document)]);
      expect(codesOf(needed)).toEqual(scopes);
      expect(way).toMatch(new RegExp(`^\`${exactlyOnce}\`: \\S`));
      expect([readBackBy, whenUnclear]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    },
  );

  test('tells of nothing else, and of every perk', () => {
    expect(rows.map(([, effect]) => codesOf(effect)[0])).toEqual([
      ...Object.keys(EFFECT_MUTATIONS),
      'customer.message',
    ]);
    const perks = perkSchema.options.map(({ shape }) => shape.kind.value);
    expect(new Set(rows.map(([perk]) => codesOf(perk)[0]))).toEqual(new Set(perks));
  });
});
