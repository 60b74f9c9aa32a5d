import { expect, test } from 'vitest';
import type { DraftStore } from '../../core/ports.ts';
import type { DraftRecord } from '../../core/rules-draft.ts';
import { returnBagRule } from '../../core/templates.ts';
import { NOW, shopDomain } from '../core/builders.ts';
import { largeRules } from '../core/large-rules.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');
const bag = returnBagRule('USD');
const RECORD: DraftRecord = { revision: 1, draft: { basedOn: 1, rules: [bag], author: '7', at: NOW } };

/** What every store of drafts keeps. */
export function draftStoreContract(create: () => Promise<DraftStore>): void {
  test('a draft is kept under its revision, in its shop alone', async () => {
    const drafts = await create();
    expect(await drafts.find(SHOP)).toBeNull();
    expect(await drafts.save(SHOP, RECORD)).toBe(true);
    expect(await drafts.save(SHOP, RECORD)).toBe(false);
    expect(await drafts.save(SHOP, { ...RECORD, revision: 3 })).toBe(false);
    expect(await drafts.find(SHOP)).toEqual(RECORD);
    expect(await drafts.find(OTHER)).toBeNull();
    const gone: DraftRecord = { revision: 2, draft: null };
    expect(await drafts.save(SHOP, gone)).toBe(true);
    expect(await drafts.find(SHOP)).toEqual(gone);
    expect(await drafts.save(SHOP, RECORD)).toBe(false);
  });

  test('of those who write at once, one does', async () => {
    const drafts = await create();
    const saved = await Promise.all(
      ['1', '2', '3'].map((author) =>
        drafts.save(SHOP, { revision: 1, draft: { basedOn: 1, rules: [], author, at: NOW } }),
      ),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
  });

  test('the largest draft is kept whole, and so is a small one after it', async () => {
    const drafts = await create();
    const large: DraftRecord = { revision: 1, draft: { basedOn: 1, rules: largeRules(), author: '7', at: NOW } };
    expect(await drafts.save(SHOP, large)).toBe(true);
    expect(await drafts.find(SHOP)).toEqual(large);
    const small: DraftRecord = { ...RECORD, revision: 2 };
    expect(await drafts.save(SHOP, small)).toBe(true);
    expect(await drafts.find(SHOP)).toEqual(small);
  });
}
