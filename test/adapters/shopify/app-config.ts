import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';

interface Subscription {
  readonly topics?: readonly string[];
  readonly compliance_topics?: readonly string[];
  readonly uri: string;
  readonly include_fields?: readonly string[];
}

interface AppConfig {
  readonly access_scopes: { readonly scopes: string };
  readonly webhooks: { readonly api_version: string; readonly subscriptions: readonly Subscription[] };
}

export const root = new URL('../../../', import.meta.url);
export const appConfig = parse(readFileSync(new URL('shopify.app.toml', root), 'utf8')) as unknown as AppConfig;

/** A write scope includes reading. */
const granted = new Set(
  appConfig.access_scopes.scopes.split(',').flatMap((scope) => [scope, scope.replace(/^write_/, 'read_')]),
);

/** Whether the app asks for one of the scopes that a sentence of Shopify's schema names. */
export function isGranted(sentence: string): boolean {
  const [first = ''] = sentence.split(' Also:');
  const scopes = first.match(/\b(?:read|write)_\w+/g) ?? [];
  return scopes.length === 0 || scopes.some((scope) => granted.has(scope));
}
