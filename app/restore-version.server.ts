import * as z from 'zod';
import { assertNever } from '../core/assert-never.ts';
import { restorePolicy } from '../core/use-cases/restore-policy.ts';
import { describeObstacle } from '../core/words/reasons.ts';
import { problemWords } from './problem-words.ts';
import type { Editor } from './rule-publishing.server.ts';

/** `running`: the version that the page said runs. */
export const restoreRequest = z.strictObject({ running: z.int().nonnegative() });

export type RestoreRequest = z.infer<typeof restoreRequest>;

export type VersionRestored =
  | { kind: 'restored'; version: number }
  /** Its rules run already. */
  | { kind: 'same' }
  /** Nothing was published, and why. */
  | { kind: 'refused'; reasons: string[] }
  /** Somebody published meanwhile. */
  | { kind: 'outdated'; running: number };

/** Publishes the rules of an earlier version again. @throws Response 404 for one that was never published. */
export async function restoreVersion(editor: Editor, version: number, running: number): Promise<VersionRestored> {
  const { shop, author, now } = editor;
  const result = await restorePolicy(editor, shop, version, running, author, now);
  switch (result.kind) {
    case 'published':
      return { kind: 'restored', version: result.policy.version };
    case 'same':
      return { kind: 'same' };
    case 'outdated':
      return { kind: 'outdated', running: result.running };
    case 'not_possible':
      return { kind: 'refused', reasons: [`Rule “${result.rule.name}”: ${describeObstacle(result.obstacle)}`] };
    case 'invalid':
      return { kind: 'refused', reasons: result.problems.map((problem) => problemWords(problem, result.rules)) };
    case 'missing':
      throw new Response(null, { status: 404 });
    default:
      return assertNever(result);
  }
}
