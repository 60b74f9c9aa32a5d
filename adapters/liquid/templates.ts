import type { Liquid, LiquidError } from 'liquidjs';
import { emptyValues, type MessageValues, sampleValues } from '../../core/message-variables.ts';
import type { MessageTemplates } from '../../core/ports.ts';

/** What a message needs; nothing that loops, and nothing that reads another file. */
const TAGS: ReadonlySet<string> = new Set(['assign', 'capture', 'case', 'comment', 'if', 'raw', 'unless', '#']);
/** None of them is a time: a process that is halted for a moment would refuse a message that is fine. */
const LIMITS = { parseLimit: 20_000, memoryLimit: 200_000 } as const;
const LONGEST_TEXT = 20_000;

/** Liquid, as far as a message needs it. The library is loaded with the first template. */
export function createLiquidTemplates(): MessageTemplates {
  let engine: Promise<Liquid> | undefined;
  const load = () => {
    engine ??= createEngine();
    return engine;
  };

  async function render(template: string, values: MessageValues) {
    const liquid = await load();
    try {
      const text = String(liquid.parseAndRenderSync(template, values));
      if (text.length > LONGEST_TEXT) return failed('it becomes too long');
      return { kind: 'text', text } as const;
    } catch (error) {
      return failed(describe(error as LiquidError));
    }
  }

  return {
    render,
    async problems(template, known) {
      const liquid = await load();
      try {
        const parsed = liquid.parse(template);
        const unknown = unknownVariables(liquid, parsed, known);
        if (unknown.length > 0) return unknown;
      } catch (error) {
        return [sentence(describe(error as LiquidError))];
      }
      const rendered = [await render(template, sampleValues()), await render(template, emptyValues())];
      const problems = rendered.flatMap((each) => (each.kind === 'failed' ? [sentence(each.problem)] : []));
      return [...new Set(problems)];
    },
  };
}

async function createEngine(): Promise<Liquid> {
  const { Liquid } = await import('liquidjs');
  const liquid = new Liquid({
    ...LIMITS,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    // No file can be read, whatever a template says.
    templates: {},
    relativeReference: false,
  });
  for (const name of Object.keys(liquid.tags)) if (!TAGS.has(name)) delete liquid.tags[name];
  return liquid;
}

function unknownVariables(liquid: Liquid, parsed: ReturnType<Liquid['parse']>, known: readonly string[]): string[] {
  const { globals } = liquid.analyzeSync(parsed, { partials: false });
  const used = Object.values(globals).flat();
  return used
    .filter((variable) => !known.includes(variable.toString()))
    .toSorted((one, other) => one.location.row - other.location.row)
    .map((variable) => {
      const list = known.map((name) => `{{ ${name} }}`).join(', ');
      return `Line ${variable.location.row}: there is no {{ ${variable.toString()} }}. There are: ${list}.`;
    });
}

/** `undefined filter: shout, line:2, col:4` → `line 2: undefined filter: shout` */
function describe({ message }: LiquidError): string {
  const [, what = message, line] = /^([\s\S]*?), line:(\d+), col:\d+/.exec(message) ?? [];
  return line === undefined ? what : `line ${line}: ${what}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function failed(problem: string) {
  return { kind: 'failed', problem } as const;
}
