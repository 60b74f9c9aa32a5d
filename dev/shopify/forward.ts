import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import { post } from './webhooks/post.ts';
import { signWebhook } from './webhooks/signature.ts';

/** Other services sign too; how they do comes with a later issue. */
const LATER_SIGNERS = ['judgeme', 'okendo', 'stamped', 'yotpo'] as const;

/** Query of `POST /dev/webhooks`. */
export const forwardQuery = z.strictObject({
  path: z
    .string()
    .regex(/^\/(?!\/)/, 'must be a path of the app, such as /webhooks')
    .default('/webhooks'),
  sign: z.enum(['0', '1', ...LATER_SIGNERS], `must be 1 or one of ${LATER_SIGNERS.join(', ')}`).default('0'),
});

type ForwardAnswer = { status: number; headers: Record<string, string>; body: Buffer | string };
export type Forward = (
  query: z.output<typeof forwardQuery>,
  headers: IncomingHttpHeaders,
  body: Buffer,
) => Promise<ForwardAnswer>;

type ForwardParts = { apiSecret: string; webhookUrl: () => string; appUrl: (path: string) => string };

const TIMEOUT_MS = 30_000;
/** Headers of the connection to the platform, which node makes anew for the one to the app. */
const OWN_OF_CONNECTION = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'expect',
  'keep-alive',
]);

/** Hands raw bytes and headers to a path of the app unchanged, and gives back what it answers. */
export function createForward({ apiSecret, webhookUrl, appUrl }: ForwardParts): Forward {
  return async ({ path, sign }, headers, body) => {
    if (sign !== '0' && sign !== '1') {
      return { status: 501, headers: {}, body: `signing as ${sign} comes with a later issue` };
    }
    const isWebhook = /^\/webhooks(?:[/?]|$)/.test(path);
    const url = isWebhook ? new URL(path, webhookUrl()).href : appUrl(path);
    const kept = Object.entries(headers).flatMap(([name, value]) =>
      OWN_OF_CONNECTION.has(name) || value === undefined ? [] : [[name, String(value)] as const],
    );
    const signature = sign === '1' ? { 'x-shopify-hmac-sha256': signWebhook(body, apiSecret) } : {};
    const answer = await post(url, { ...Object.fromEntries(kept), ...signature }, body, TIMEOUT_MS);
    switch (answer.kind) {
      case 'answered': {
        const contentType = answer.headers['content-type'];
        return {
          status: answer.status,
          headers: contentType === undefined ? {} : { 'content-type': contentType },
          body: answer.body,
        };
      }
      case 'timed_out':
        return { status: 504, headers: {}, body: `no answer from the app within ${TIMEOUT_MS / 1000} s` };
      case 'refused':
        return { status: 502, headers: {}, body: `the app refused the connection (${answer.reason})` };
    }
  };
}
