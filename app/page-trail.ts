/** Addresses stay short: who went further back than this comes forward to the newest in one step. */
const LONGEST_TRAIL = 30;

/** The cursors that an address keeps of the pages gone through. */
export function boundedTrail(trail: readonly string[]): readonly string[] {
  return trail.slice(-LONGEST_TRAIL);
}

interface Paged {
  /** The cursors of the pages gone through, the last one being that of the page shown; none on the first page. */
  trail: string[];
}

/** The addresses of the next page and of the one before; null where there is none. */
export function pageUrls<Filter extends Paged>(
  filter: Filter,
  cursor: string | null,
  urlOf: (filter: Filter) => string,
): { olderUrl: string | null; newerUrl: string | null } {
  const { trail } = filter;
  return {
    olderUrl: cursor === null ? null : urlOf({ ...filter, trail: [...trail, cursor] }),
    newerUrl: trail.length === 0 ? null : urlOf({ ...filter, trail: trail.slice(0, -1) }),
  };
}
