const formats = new Map<string, Intl.DateTimeFormat>();

/** The time as REST payloads write it: whole seconds in the shop's zone, `2026-11-22T04:31:07-05:00`. */
export function formatZoned(time: Date, timeZone: string): string {
  const offsetMinutes = zoneOffsetMinutes(time, timeZone);
  const local = new Date(time.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19);
  return `${local}${formatOffset(offsetMinutes)}`;
}

/** `-05:00` of -300. */
export function formatOffset(offsetMinutes: number): string {
  const magnitude = Math.abs(offsetMinutes);
  const hours = Math.trunc(magnitude / 60).toString();
  return `${offsetMinutes < 0 ? '-' : '+'}${hours.padStart(2, '0')}:${(magnitude % 60).toString().padStart(2, '0')}`;
}

export function zoneOffsetMinutes(time: Date, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  const name = format.formatToParts(time).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (match === null) return 0;
  const [, sign, hours, minutes] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The time as the Admin API's `DateTime` writes it: whole seconds in UTC, `2026-11-22T09:31:07Z`. */
export function formatUtc(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** Milliseconds of an ISO 8601 text; null for anything else. */
export function parseTime(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}
