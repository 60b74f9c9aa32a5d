import type { Instant } from '../core/identity.ts';

/** A moment for a `time` element: rendered on the server, so that the browser's zone can't change it. */
export interface ShopTime {
  /** ISO 8601. */
  iso: string;
  /** In the shop's zone: “Nov 20, 2026, 2:05 PM”. */
  text: string;
}

export function shopTime(at: Instant, timeZone: string): ShopTime {
  return formatTime(at, { timeZone, timeStyle: 'short' });
}

/** For things that follow one another quickly: “Nov 20, 2026, 2:05:07 PM”. */
export function shopSecond(at: Instant, timeZone: string): ShopTime {
  return formatTime(at, { timeZone, timeStyle: 'medium' });
}

function formatTime(at: Instant, options: Intl.DateTimeFormatOptions): ShopTime {
  const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', ...options });
  // The narrow space that newer ICU data puts before AM and PM breaks no line, but is no ordinary space for tests.
  return { iso: new Date(at).toISOString(), text: format.format(at).replaceAll('\u202f', ' ') };
}

/** “Friday, November 20” in the shop's zone. */
export function shopDay(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone, weekday: 'long', month: 'long', day: 'numeric' }).format(at);
}
