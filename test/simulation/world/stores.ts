import type { Stores } from '../../../adapters/stores.ts';
import type { Ground, Process } from './process.ts';

/** What can go wrong with a method, which goes nowhere when it is `pure`; `conflict` is what it answers when somebody else was faster. */
type Trait = 'pure' | 'read' | 'write' | { readonly conflict: unknown };
type Traits<Port> = { readonly [Method in keyof Port]: Trait };

const TRAITS: { readonly [Name in keyof Stores]: Traits<Stores[Name]> } = {
  shops: {
    find: 'read',
    install: 'write',
    uninstall: 'write',
    switchPerks: 'write',
    setBreaker: { conflict: false },
    setChores: { conflict: false },
    setImported: 'write',
  },
  policies: { version: 'read', publish: 'write' },
  drafts: { find: 'read', save: { conflict: false } },
  ledger: {
    order: 'read',
    orders: 'read',
    return: 'read',
    shipment: 'read',
    customer: 'read',
    decision: 'read',
    changeOfCustomer: 'read',
    commit: { conflict: 'conflict' },
    recordEffects: { conflict: 'conflict' },
    decisions: 'read',
    ordersFor: 'read',
    countOpen: 'read',
    belongings: 'read',
    forgetChange: 'write',
    forgetEntry: 'write',
    forgetCustomer: 'write',
    eraseDecision: { conflict: 'conflict' },
  },
  erasures: {
    isErased: 'read',
    isErasedAuthor: 'read',
    authorOf: 'pure',
    begin: 'write',
    find: 'read',
    save: { conflict: false },
    list: 'read',
  },
  requests: { find: 'read', save: { conflict: false }, list: 'read' },
  redactions: {
    find: 'read',
    save: { conflict: false },
    deleteShop: { conflict: { deleted: 0, left: 'some' } },
    deleteRecords: 'write',
  },
  schedule: { due: 'read' },
  parking: { park: 'write', list: 'read', find: 'read', remove: 'write' },
  imports: { latest: 'read', save: { conflict: false } },
  sweeps: { latest: 'read', find: 'read', save: { conflict: false }, list: 'read' },
  products: { find: 'read', save: { conflict: false } },
  companies: { find: 'read', save: { conflict: false }, list: 'read' },
  reviews: { find: 'read', list: 'read' },
  reviewConnections: { find: 'read', connect: 'write', disconnect: 'write', received: 'write' },
  topics: { count: 'write', counted: 'read' },
  sessions: {
    storeSession: 'write',
    loadSession: 'read',
    deleteSession: 'write',
    forgetSession: 'write',
    deleteSessions: 'write',
    findSessionsByShop: 'read',
  },
};

type Method = (...call: unknown[]) => Promise<unknown>;

/** The stores as one process sees them: over a network, with all that happens there. */
export function storesFor(ground: Ground, process: Process, stores: Stores): Stores {
  const ports = Object.entries(TRAITS).map(([name, traits]) => {
    const port = stores[name as keyof Stores] as unknown as Record<string, Method>;
    const methods = Object.entries(traits as Record<string, Trait>).map(([method, trait]) => [
      method,
      trait === 'pure'
        ? port[method]
        : (...call: unknown[]) =>
            process.call(`${name}.${method}`, 12, (at) =>
              perform(ground, trait, at, () => (port[method] as Method)(...call)),
            ),
    ]);
    return [name, Object.fromEntries(methods)];
  });
  return Object.fromEntries(ports) as Stores;
}

async function perform({ faults }: Ground, trait: Trait, at: string, work: () => Promise<unknown>): Promise<unknown> {
  if (faults.strikes('store.throttled', at)) throw new Error('the store asks to call less often');
  if (trait === 'read') return work();
  const conflict = typeof trait === 'object' ? trait.conflict : undefined;
  if (conflict !== undefined && faults.strikes('store.conflict', at)) return conflict;
  const answer = await work();
  if (faults.strikes('store.answer_lost', at)) throw new Error('the store did not answer');
  if (conflict !== undefined && faults.strikes('store.conflict_with_itself', at)) return conflict;
  return answer;
}
