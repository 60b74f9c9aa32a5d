import type { ShopDomain } from '../../core/identity.ts';

/** `extensions.cost` of a response. Source: Shopify's page "GraphQL Admin API rate limits". */
export interface QueryCost {
  readonly requestedQueryCost?: number | undefined;
  readonly actualQueryCost?: number | null | undefined;
  readonly throttleStatus?:
    | {
        readonly maximumAvailable?: number | undefined;
        readonly currentlyAvailable?: number | undefined;
        /** Points a second. */
        readonly restoreRate?: number | undefined;
      }
    | undefined;
}

interface Level {
  readonly available: number;
  readonly maximum: number;
  readonly restoreRate: number;
  readonly atMs: number;
}

const DEFAULT_WAIT_MS = 1000;

/**
 * Shopify's leaky bucket of each shop as the last response told it, so that a call that would be refused waits
 * beforehand. Other processes draw from the same bucket: this is an estimate, the refusal stays possible.
 */
export function createCostBuckets(nowMs: () => number) {
  const levels = new Map<ShopDomain, Level>();
  const prices = new Map<string, number>();

  /** Remembers what a response told. */
  function note(shop: ShopDomain, document: string, cost: QueryCost | undefined): void {
    const { currentlyAvailable, maximumAvailable, restoreRate } = cost?.throttleStatus ?? {};
    if (cost?.requestedQueryCost !== undefined) prices.set(document, cost.requestedQueryCost);
    if (currentlyAvailable === undefined || maximumAvailable === undefined || !restoreRate) return;
    levels.set(shop, { available: currentlyAvailable, maximum: maximumAvailable, restoreRate, atMs: nowMs() });
  }

  /** Milliseconds until the bucket holds what the document asked for last time; 0 when it does or is not known. */
  function waitMs(shop: ShopDomain, document: string): number {
    const level = levels.get(shop);
    const price = prices.get(document);
    if (!level || price === undefined || price > level.maximum) return 0;
    const restored = ((nowMs() - level.atMs) / 1000) * level.restoreRate;
    const missing = price - Math.min(level.maximum, level.available + restored);
    return missing <= 0 ? 0 : Math.ceil((missing / level.restoreRate) * 1000);
  }

  /** After a refusal: never 0, since another process may have drawn first. */
  const waitAfterRefusalMs = (shop: ShopDomain, document: string) => waitMs(shop, document) || DEFAULT_WAIT_MS;

  return { note, waitMs, waitAfterRefusalMs };
}

export type CostBuckets = ReturnType<typeof createCostBuckets>;
