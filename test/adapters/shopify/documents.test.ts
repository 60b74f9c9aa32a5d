import { globSync, readFileSync } from 'node:fs';
import {
  type DocumentNode,
  NoUnusedFragmentsRule,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import * as documents from '../../../adapters/shopify/documents.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { isGranted, root } from './app-config.ts';

const { schema, typeAccess, fieldAccess } = loadAdminSchema();

const DOCUMENTS: readonly [string, string][] = Object.entries(documents);

function accessNeededBy(document: DocumentNode): string[] {
  const sentences = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType()?.name ?? '';
        const type =
          info
            .getFieldDef()
            ?.type.toString()
            .replace(/[![\]]/g, '') ?? '';
        for (const sentence of [fieldAccess.get(`${parent}.${node.name.value}`), typeAccess.get(type)]) {
          if (sentence) sentences.add(sentence);
        }
      },
    }),
  );
  return [...sentences];
}

describe('the documents', () => {
  test.each(DOCUMENTS)('%s is valid against the official schema, without deprecated fields', (_name, source) => {
    const document = parse(source);
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
    const deprecated: string[] = [];
    const info = new TypeInfo(schema);
    visit(
      document,
      visitWithTypeInfo(info, {
        Field(node) {
          if (info.getFieldDef()?.deprecationReason) deprecated.push(node.name.value);
        },
      }),
    );
    expect(deprecated).toEqual([]);
  });

  test.each(DOCUMENTS)('%s needs no scope that shopify.app.toml does not ask for', (_name, source) => {
    expect(accessNeededBy(parse(source)).filter((sentence) => !isGranted(sentence))).toEqual([]);
  });

  test('of every source file are valid, fragments counted with their documents', () => {
    const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
    const files = globSync(['adapters/**/*.ts', 'app/**/*.{ts,tsx}'], { cwd: root });
    for (const file of files) {
      const source = readFileSync(new URL(file, root), 'utf8');
      const literals = [...source.matchAll(/`#graphql\n([^`]*)`/g)].map((match) => match[1] ?? '');
      if (literals.length === 0) continue;
      const whole = literals.map((literal) => literal.replace(/\$\{\w+\}/g, '')).join('\n');
      expect(
        validate(schema, parse(whole), rules).map(({ message }) => message),
        file,
      ).toEqual([]);
    }
    expect(files.length).toBeGreaterThan(10);
  });
});
