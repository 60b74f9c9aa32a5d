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

const asked = appConfig.access_scopes.scopes.split(',');

/** Whether one of the scopes that a sentence of Shopify's schema names is granted; a write scope includes reading. */
export function isGranted(sentence: string, scopes: readonly string[] = asked): boolean {
  const granted = new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, 'read_')]));
  const [first = ''] = sentence.split(' Also:');
  const named = first.match(/\b(?:read|write)_\w+/g) ?? [];
  return named.length === 0 || named.some((scope) => granted.has(scope));
}
