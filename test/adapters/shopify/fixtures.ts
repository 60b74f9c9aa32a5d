import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../fixtures/', import.meta.url);

export function fixture<Content>(path: string): Content {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Content;
}

export interface Sample {
  readonly topic: string;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

/** The 64 sample deliveries, see test/fixtures/shopify-webhooks/README.md. */
export function samples(): Sample[] {
  const files = readdirSync(new URL('shopify-webhooks/', root)).filter((name) => name.endsWith('.json'));
  return files.map((name) => fixture<Sample>(`shopify-webhooks/${name}`));
}

export function sample(name: string): Sample {
  return fixture<Sample>(`shopify-webhooks/${name}.json`);
}
