import { expect, test } from 'vitest';
import { EVENT_TYPES } from '../../core/event.ts';
import { FACT_IDS, factDefinition } from '../../core/facts/catalogue.ts';
import type { FactDefinition } from '../../core/facts/definition.ts';

const INTRODUCTION = `# Facts

What a rule may ask for: each fact with the events that carry it, what it means and when it is unknown. An unknown fact never
matches. Every decision keeps the facts marked with ●; of the others, those that a rule asks for.

Made of the catalogue (\`core/facts/\`) by \`npx vitest run test/docs/facts.test.ts --update\`; the same test holds it to it.
`;

/** As the catalogue says it: whoever adds a fact has this page made again. */
function page(): string {
  const definitions = FACT_IDS.map(factDefinition);
  const subjects = [...new Set(definitions.map(({ id }) => id.split('.')[0] ?? id))];
  const sections = subjects.map((subject) => {
    const entries = definitions.filter(({ id }) => id.startsWith(`${subject}.`)).map(entryOf);
    const name = subject.charAt(0).toUpperCase() + subject.slice(1);
    return `## ${name}\n\n${entries.join('\n')}\n`;
  });
  return [INTRODUCTION, ...sections].join('\n');
}

function entryOf({ id, label, type, unit, word, example, events, help, isAlwaysKept }: FactDefinition): string {
  const kind = `${word === undefined ? type : `${type} of the kind ${word}`}, such as \`${example}${unit ?? ''}\``;
  const carriers =
    events.length === EVENT_TYPES.length
      ? 'all events'
      : events.map((event) => `\`${event}\``).join(', ') || 'one line of a placed order';
  return `- \`${id}\`${isAlwaysKept ? ' ●' : ''}: **${label}** (${kind}; on ${carriers}). ${help}`;
}

test('docs/facts.md says of every fact what the catalogue says', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/facts.md');
});
