import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import { REVIEW_PROVIDERS, type ReviewProvider } from '../../core/review.ts';
import { post } from './webhooks/post.ts';
import { signWebhook } from './webhooks/signature.ts';

/** Query of `POST /dev/webhooks`. */
export const forwardQuery = z.strictObject({
  path: z
    .string()
    .regex(/^\/(?!\/)/, 'must be a path of the app, such as /webhooks')
    .default('/webhooks'),
  sign: z.enum(['0', '1', ...REVIEW_PROVIDERS], `must be 1 or one of ${REVIEW_PROVIDERS.join(', ')}`).default('0'),
});

type ForwardAnswer = { status: number; headers: Record<string, string>; body: Buffer | string };
export type Forward = (
  query: z.output<typeof forwardQuery>,
  headers: IncomingHttpHeaders,
  body: Buffer,
) => Promise<ForwardAnswer>;

/** The headers with which a review service signs what goes to `path`; null where nothing is connected there. */
export type SignReview = (
  path: string,
  provider: ReviewProvider,
  body: Buffer,
) => Promise<Record<string, string> | null>;

type ForwardParts = {
  apiSecret: string;
  webhookUrl: () => string;
  appUrl: (path: string) => string;
  signReview: SignReview;
};

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
export function createForward({ apiSecret, webhookUrl, appUrl, signReview }: ForwardParts): Forward {
  return async ({ path, sign }, headers, body) => {
    const isWebhook = /^\/(?:webhooks|reviews)(?:[/?]|$)/.test(path);
    const url = isWebhook ? new URL(path, webhookUrl()).href : appUrl(path);
    const kept = Object.entries(headers).flatMap(([name, value]) =>
      OWN_OF_CONNECTION.has(name) || value === undefined ? [] : [[name, String(value)] as const],
    );
    const signature =
      sign === '0'
        ? {}
        : sign === '1'
          ? { 'x-shopify-hmac-sha256': signWebhook(body, apiSecret) }
          : await signReview(path, sign, body);
    if (signature === null) return { status: 409, headers: {}, body: `no shop has connected ${sign} at ${path}` };
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
