/** The page of one message that was set aside. Its id is whatever the delivery said. */
export function parkedUrl(id: string): string {
  return `/app/parked/${encodeURIComponent(id)}`;
}

/** The list, after the pages gone through. */
export function parkedListUrl({ trail }: { trail: readonly string[] }): string {
  const parameters = new URLSearchParams(trail.map((cursor) => ['page', cursor]));
  return trail.length === 0 ? '/app/parked' : `/app/parked?${parameters}`;
}
