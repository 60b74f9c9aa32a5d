import type { Policy } from '../core/policy.ts';
import { PUBLICATION } from '../core/policy-json-schema.ts';
import { inKilobytes, MAX_POLICY_BYTES } from '../core/policy-size.ts';

/** How deep a file's brackets may stand in each other; a policy’s never reach it. */
const DEEPEST = 64;

/** What a merchant's file says, before anything of it is validated; or why it is none. */
export type PolicyFile = { kind: 'read'; draft: unknown } | { kind: 'refused'; reason: string };

/** Takes what an export gives, or the rules alone. Nothing here goes deeper into a file than `DEEPEST`. */
export function readPolicyFile(text: string): PolicyFile {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_POLICY_BYTES) {
    const reason = `The file has ${inKilobytes(bytes)}: a policy has at most ${inKilobytes(MAX_POLICY_BYTES)}.`;
    return { kind: 'refused', reason };
  }
  const bare = text.replace(/^\uFEFF/, '');
  if (deepest(bare) > DEEPEST) {
    return {
      kind: 'refused',
      reason: `The file’s brackets stand more than ${DEEPEST} deep in each other: it is no policy.`,
    };
  }
  const read = parse(bare);
  if (read.kind === 'refused') return read;
  const { draft } = read;
  if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) {
    return { kind: 'refused', reason: 'The file is no policy: it begins with { and has a list of rules.' };
  }
  const ignored: readonly string[] = PUBLICATION;
  return { kind: 'read', draft: Object.fromEntries(Object.entries(draft).filter(([name]) => !ignored.includes(name))) };
}

function parse(text: string): PolicyFile {
  try {
    return { kind: 'read', draft: JSON.parse(text) };
  } catch (error) {
    const said = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').slice(0, LONGEST_MESSAGE) : '';
    return { kind: 'refused', reason: `The file can’t be read as JSON: ${said}` };
  }
}

/** The reader quotes a piece of what it stumbled over. */
const LONGEST_MESSAGE = 200;

/** How deep brackets stand outside of strings. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (isInString) {
      if (sign === '\\') index += 1;
      else if (sign === '"') isInString = false;
    } else if (sign === '"') isInString = true;
    else if (sign === '[' || sign === '{') {
      depth += 1;
      most = Math.max(most, depth);
    } else if (sign === ']' || sign === '}') depth -= 1;
  }
  return most;
}

/**
 * The file of a version. It can be imported again: where its lines make it too large, it has one.
 * @param schemaUrl where the file's JSON Schema is served.
 */
export function policyFile({ version, rules }: Policy, schemaUrl: string): string {
  const file = { $schema: schemaUrl, version, rules };
  const readable = `${JSON.stringify(file, null, 2)}\n`;
  return Buffer.byteLength(readable) <= MAX_POLICY_BYTES ? readable : JSON.stringify({ rules });
}
