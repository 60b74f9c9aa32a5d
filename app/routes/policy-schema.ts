import { policyJsonSchema } from '../../core/policy-json-schema.ts';

/** The JSON Schema of an exported policy, for whoever edits one. It says nothing of any shop. */
export function loader(): Response {
  return Response.json(policyJsonSchema(), {
    headers: {
      'Content-Type': 'application/schema+json',
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'public, max-age=3600',
    },
  });
}
