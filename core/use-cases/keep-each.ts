/** Writes that are under way at the same time. */
const AT_ONCE = 16;

/** Keeps one after the other, some of them at once. Answers false when others kept writing the same records. */
export async function keepEach<Item>(items: readonly Item[], keep: (item: Item) => Promise<boolean>): Promise<boolean> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const kept = await Promise.all(items.slice(start, start + AT_ONCE).map(keep));
    if (!kept.every(Boolean)) return false;
  }
  return true;
}
