/** A moment in the store's time zone, in words: `Nov 20, 2026, 2:05 PM`. */
export function timeIn(timeZone: string, moment: string): string {
  return new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment));
}

/** `2026-11-20T14:05:00-05:00`, a time in the store's zone, in words: `Nov 20, 2026, 2:05 PM`. */
export function orderDate(createdAt: string | null): string {
  if (createdAt === null) return '';
  // The zone is cut off, so that the browser's own can't move it.
  const local = new Date(`${createdAt.slice(0, 19)}Z`);
  return new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' }).format(local);
}
