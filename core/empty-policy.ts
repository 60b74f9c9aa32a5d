import type { Policy } from './policy.ts';

/** What runs before the first publish. Apart from the schemas, so that functions start without building them. */
export const EMPTY_POLICY: Policy = { version: 0, publishedAt: 0, author: 'install', rules: [] };
