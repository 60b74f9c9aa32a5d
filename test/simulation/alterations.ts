import type { Services } from '../../adapters/compose.ts';
import type { Decision } from '../../core/decide.ts';
import type { Effect } from '../../core/effects.ts';
import type { Changes, EffectPerformer } from '../../core/ports.ts';
import { type Alterations, UNALTERED } from './world/workers.ts';

/** Ways to do a step of the product wrong. */

export function services(change: (services: Services) => Partial<Services>): Alterations {
  return { ...UNALTERED, services: (given) => ({ ...given, ...change(given) }) };
}

export function performing(change: (performer: EffectPerformer) => EffectPerformer): Alterations {
  return services(({ performer }) => ({ performer: change(performer) }));
}

export function committing(change: (changes: Changes) => Changes): Alterations {
  return services(({ ledger }) => ({
    ledger: { ...ledger, commit: (shop, changes) => ledger.commit(shop, change(changes)) },
  }));
}

export function addTwice(customer: Changes['customers'][number], { orders }: Changes): Changes['customers'][number] {
  const again = orders.find(({ revision, contribution }) => revision > 1 && contribution !== null)?.contribution;
  const { profile } = customer;
  if (!again || again.customer !== profile.customer) return customer;
  const netMinor = profile.lifetime.netMinor + again.netMinor;
  return { ...customer, profile: { ...profile, lifetime: { ...profile.lifetime, netMinor } } };
}

export function unconditionalCommit(ledger: Services['ledger']): Services['ledger']['commit'] {
  return async (shop, changes) => {
    const committed = await ledger.commit(shop, changes);
    if (committed === 'committed' || changes.decisions.length === 0) return committed;
    const orders = await Promise.all(
      changes.orders.map(async (order) => {
        const known = await ledger.order(shop, order.id, 'latest');
        return { ...order, revision: (known?.revision ?? 0) + 1 };
      }),
    );
    const customers = await Promise.all(
      changes.customers.map(async (customer) => {
        const known = await ledger.customer(shop, customer.profile.customer, 'latest');
        return { ...customer, revision: (known?.revision ?? 0) + 1 };
      }),
    );
    return ledger.commit(shop, { ...changes, orders, customers });
  };
}

/** As if every record of a return were its first. */
export function forgetfulCommit(ledger: Services['ledger']): Services['ledger']['commit'] {
  return async (shop, changes) => {
    const returns = await Promise.all(
      (changes.returns ?? []).map(async (record) => {
        const { id, order } = record.snapshot;
        const known = await ledger.return(shop, order, id, 'latest');
        return { ...record, revision: (known?.revision ?? 0) + 1 };
      }),
    );
    return ledger.commit(shop, { ...changes, returns });
  };
}

export function ofAnotherReturn(effect: Effect): Effect {
  const { action } = effect;
  if (action.kind !== 'return.approve') return effect;
  const other = action.return.endsWith('1') ? action.return.replace(/1$/, '2') : action.return.replace(/2$/, '1');
  return { ...effect, action: { ...action, return: other as typeof action.return } };
}

export function shouting(effect: Effect): Effect {
  const { action } = effect;
  return action.kind === 'order.tag' ? { ...effect, action: { ...action, tag: action.tag.toUpperCase() } } : effect;
}

export function forgetDone(effect: Decision['effects'][number]): Decision['effects'][number] {
  return effect.state === 'done' ? { ...effect, state: 'pending' } : effect;
}

export function lookButTheLast(exports: Services['exports']): Services['exports']['look'] {
  return async (...call) => {
    const found = await exports.look(...call);
    return found.kind === 'ready' ? { ...found, lines: (from) => allButTheLast(found.lines(from)) } : found;
  };
}

async function* allButTheLast<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  let last: { readonly item: Item } | null = null;
  for await (const item of items) {
    if (last) yield last.item;
    last = { item };
  }
}

/** What is told by these topics comes to nobody. */
export function leavingOut(...topics: readonly string[]): Alterations {
  const isHeard = ({ body }: { readonly body: string }) => !topics.includes(JSON.parse(body).topic);
  return {
    ...UNALTERED,
    decide: (handler) => (event) => handler({ Records: event.Records.filter(isHeard) }),
  };
}

/** As long as the process lives. */
export function rememberingGoods(reader: Services['reader']): Services['reader']['goods'] {
  const said = new Map<string, Awaited<ReturnType<Services['reader']['goods']>>>();
  return async (...call) => {
    const [shop] = call;
    const found = said.get(shop) ?? (await reader.goods(...call));
    if (found.kind === 'found') said.set(shop, found);
    return found;
  };
}
