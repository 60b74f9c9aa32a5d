import { everyName } from '../world/shop.ts';
import { type Invariant, leftToPerson } from './evidence.ts';

/** Whatever was merged, erased, imported or told late: nothing is added that an order does not count, and nothing twice. */
export const profilesCountOrders: Invariant = {
  name: 'a profile counts what the records of its orders count, each once',
  contradictions({ customers, orders }) {
    const sums = new Map<string, [netMinor: number, orders: number, disputes: number]>();
    for (const { contribution } of orders.values()) {
      if (!contribution) continue;
      const { customer, netMinor, orders: counted = 1, disputes = 0 } = contribution;
      const before = sums.get(customer) ?? [0, 0, 0];
      sums.set(customer, [before[0] + netMinor, before[1] + counted, before[2] + disputes]);
    }
    return [...customers.values()].flatMap(({ profile: { customer, lifetime, disputes = 0 } }) => {
      const counted = [lifetime.netMinor, lifetime.orders, disputes].join(', ');
      const expected = (sums.get(customer) ?? [0, 0, 0]).join(', ');
      return counted === expected ? [] : [`${customer} counts ${counted}, its orders count ${expected}`];
    });
  },
};

/** As `readOrderRow` marks what nothing but a file told. */
function isFromFile(bodyHash: string | undefined): boolean {
  return bodyHash?.includes(' ') ?? false;
}

/** What Shopify itself told of an order is newer than any file. */
export const fileIsRead: Invariant = {
  name: 'an order of a file counts once, as it stands there, for who has its address',
  contradictions(evidence) {
    const { truth, orders } = evidence;
    const file = truth.orderFile;
    if (!file) return [];
    return [...orders.values()].flatMap(({ id, snapshot, snapshotVersion, contribution }) => {
      const there = file.orders.get(id);
      if (!snapshot || !isFromFile(snapshotVersion?.bodyHash) || leftToPerson(evidence).has(id)) return [];
      if (!there) return [`${id} was in no file`];
      // Of merges one may be told and the next not: whether each that was told is known, `mergesAreKnown` says.
      const names = [null, ...everyName(truth, there.customer ?? '')];
      const isTheirs = [snapshot.customer, contribution?.customer ?? null].every((name) => names.includes(name));
      const isWorth = snapshot.total.amountMinor === there.netMinor;
      const counts = contribution?.netMinor ?? 0;
      return isTheirs && isWorth && counts <= there.netMinor
        ? []
        : [
            `${id} is worth ${there.netMinor} to ${there.customer}, known is ${JSON.stringify({ snapshot, contribution })}`,
          ];
    });
  },
};
