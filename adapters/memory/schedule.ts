import { assertNever } from '../../core/assert-never.ts';
import { gidNumber, type Instant } from '../../core/identity.ts';
import type { Due, Schedule } from '../../core/ports.ts';

export interface DueEntry {
  readonly at: Instant;
  readonly due: Due;
}

/** @param sources What is due at some time, of any shop. */
export function createMemorySchedule(sources: readonly (() => readonly DueEntry[])[]): Schedule {
  return {
    due: async (now, limit) =>
      sources
        .flatMap((entries) => entries())
        .filter(({ at }) => at <= now)
        .sort((a, b) => a.at - b.at || compare(place(a.due), place(b.due)) || compare(a.due.shop, b.due.shop))
        .slice(0, limit)
        .map(({ due }) => due),
  };
}

/** As its sort key on DynamoDB. */
function place(due: Due): string {
  switch (due.kind) {
    case 'chores':
      return 'shop';
    case 'redaction':
      return 'redaction';
    case 'erasure':
      return due.erasure;
    case 'shipment':
      return `shipment#${gidNumber(due.shipment)}`;
    case 'decision':
      return due.decision;
    case 'order':
      return 'order';
    default:
      return assertNever(due);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
