import { type ExecutionResult, graphql } from 'graphql';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';

export interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A `fetch` that answers from a list, the last one again and again, and remembers what was sent. */
export function answering(...answers: ((sent: Sent) => Response | Promise<Response>)[]) {
  const sent: Sent[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = { url: String(input), headers: new Headers(init.headers), body: JSON.parse(String(init.body)) };
    sent.push(request);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (!answer) throw new Error('no answer was prepared');
    return answer(request);
  };
  return { fetch: fetch as typeof globalThis.fetch, sent };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/** Executes against the official schema over plain objects, so a wrong document or shape fails as it would there. */
export function shopOf(rootValue: object) {
  return async ({ body }: Sent): Promise<Response> => {
    const { schema } = loadAdminSchema();
    const { query, variables } = body as { query: string; variables: Record<string, unknown> };
    const result: ExecutionResult = await graphql({ schema, source: query, rootValue, variableValues: variables });
    return json(result)();
  };
}
