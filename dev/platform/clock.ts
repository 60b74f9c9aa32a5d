/** Domain time of the platform: real time, moved forward by hand. It never goes back. */
export interface PlatformClock {
  now(): Date;
  readonly offsetMs: number;
  advance(byMs: number): void;
}

export function createPlatformClock(initialOffsetMs: number, onMove: (offsetMs: number) => void): PlatformClock {
  let offsetMs = initialOffsetMs;
  return {
    now: () => new Date(Date.now() + offsetMs),
    get offsetMs() {
      return offsetMs;
    },
    advance(byMs) {
      offsetMs += byMs;
      onMove(offsetMs);
    },
  };
}
