import { mergedInto } from '../../../core/profile.ts';
import { whoIs } from '../world/shop.ts';
import { type Evidence, type Invariant, isInstalled } from './evidence.ts';
import { wasHeard } from './heard.ts';

/** In whatever order it is told: what one had is the other's, and whatever is told late of who is gone is told of who was kept. */
export const mergesAreKnown: Invariant = {
  name: 'who was merged is known as who they are, and counts nothing any more',
  contradictions(evidence) {
    const { truth, told, customers, orders, erasures, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    const heard = truth.merges.filter(({ at, name }) => wasHeard(told.world, truth, at, 'customers/merge', name));
    return heard.flatMap(({ gone, kept }) => {
      if (erasures.get(gone)?.isErased) return [];
      const record = customers.get(gone);
      if (!record || mergedInto(record) !== kept) return [`${gone} became ${kept}, and nobody knows it`];
      const { lifetime } = record.profile;
      const counts =
        lifetime.orders === 0 && lifetime.netMinor === 0 ? [] : [`${gone} became ${kept}, and still counts`];
      const named = [...orders.values()].filter(({ snapshot }) => snapshot?.customer === gone);
      return [...counts, ...named.map(({ id }) => `${id} is still of ${gone}, who became ${kept}`)];
    });
  },
};

/** Nobody told, or not so that it was heard, that this customer and another are one. */
export function isUnheardMerge({ truth, told, customers, parked }: Evidence, customer: string): boolean {
  return truth.merges.some(({ gone, at, name }) => {
    if (gone !== customer && whoIs(truth, gone) !== whoIs(truth, customer)) return false;
    const record = customers.get(gone);
    if (record && mergedInto(record) !== null) return false;
    return parked.length > 0 || !wasHeard(told.world, truth, at, 'customers/merge', name);
  });
}
