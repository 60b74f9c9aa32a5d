import { expect, test } from 'vitest';
import { beginImport, type PastImport } from '../../core/past-import.ts';
import type { ImportStore } from '../../core/ports.ts';
import { buildShop, DAY_MS, NOW, shopDomain } from '../core/builders.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');

const buildImport = (over: Partial<PastImport> = {}, at = NOW): PastImport => ({
  ...beginImport(buildShop(), at),
  ...over,
});

/** What every store of imports keeps. */
export function importStoreContract(create: () => Promise<ImportStore>): void {
  test('a shop that never imported has no import', async () => {
    expect(await (await create()).latest(SHOP)).toBeNull();
  });

  test('an import is read as it was saved last, all lines that could not be read included', async () => {
    const imports = await create();
    const unreadable = Array.from({ length: 200 }, (_, index) => ({
      line: index * 7,
      reason: `name: expected ${index}`,
    }));
    const further: PastImport = buildImport({
      revision: 2,
      file: 'gid://shopify/BulkOperation/1',
      place: { bytes: 2 ** 33, lines: 1_000_000 },
      counts: { read: 999_800, unreadable: 200 },
      unreadable,
      pace: { since: NOW, read: 0, at: NOW + 1 },
      problem: 'its server answered 503',
    });
    expect(await imports.save(SHOP, buildImport())).toBe(true);
    expect(await imports.latest(SHOP)).toEqual(buildImport());
    expect(await imports.save(SHOP, further)).toBe(true);
    expect(await imports.latest(SHOP)).toEqual(further);
  });

  test('a stale or a skipped revision is not saved', async () => {
    const imports = await create();
    expect(await imports.save(SHOP, buildImport({ revision: 2 }))).toBe(false);
    await imports.save(SHOP, buildImport());
    for (const revision of [1, 3]) expect(await imports.save(SHOP, buildImport({ revision }))).toBe(false);
    expect(await imports.latest(SHOP)).toEqual(buildImport());
  });

  test('of those who save at once, one does', async () => {
    const imports = await create();
    const saved = await Promise.all([1, 2, 3].map((collected) => imports.save(SHOP, buildImport({ collected }))));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect((await imports.latest(SHOP))?.collected).toBe(saved.indexOf(true) + 1);
  });

  test('the latest is the one that began last, in whatever order they were saved', async () => {
    const imports = await create();
    for (const day of [1, 2, 0]) await imports.save(SHOP, buildImport({}, NOW + day * DAY_MS));
    expect(await imports.latest(SHOP)).toEqual(buildImport({}, NOW + 2 * DAY_MS));
  });

  test('one shop never sees another’s imports', async () => {
    const imports = await create();
    await imports.save(SHOP, buildImport());
    expect(await imports.latest(OTHER)).toBeNull();
    expect(await imports.save(OTHER, buildImport())).toBe(true);
  });
}
