import type { EffectPerformer } from '../../core/ports.ts';
import {
  addTwice,
  committing,
  forgetDone,
  forgetfulCommit,
  lookButTheLast,
  ofAnotherReturn,
  performing,
  services,
  shouting,
  unconditionalCommit,
} from './alterations.ts';
import { decidedOnce, everyDecisionIsExplained, onePerkPerRule, profilesAreSums } from './invariants/decisions.ts';
import { nothingOfErasedIsLeft } from './invariants/erasure.ts';
import type { Invariant } from './invariants/evidence.ts';
import { cardsAreTrue, productsAreTrue } from './invariants/kept.ts';
import { backIsBack, nothingOfDeletedShopIsLeft, requestsAreListed } from './invariants/leaving.ts';
import { mergesAreKnown } from './invariants/merges.ts';
import { nothingForThePast, pastIsKnown } from './invariants/past.ts';
import {
  doneIsDone,
  duePerksAreThere,
  noCreditTwice,
  noMessageTwice,
  nothingIsSentTwice,
  nothingUndueIsThere,
  switchHolds,
} from './invariants/perks.ts';
import { decisionsAreReplayed } from './invariants/replay.ts';
import { foundIsReported, nobodyHammers, nothingWaits, unclearIsUnknowable } from './invariants/rest.ts';
import { returnDecidedOnce, returnsAreAsSaid, returnsAreKnown } from './invariants/returns.ts';
import { reviewsAreDecidedOnce } from './invariants/reviews.ts';
import { waitingEnds } from './invariants/risks.ts';
import { delaysAreNoticed, delaysAreTrue, shipmentsAreKnown } from './invariants/shipments.ts';
import { shopsAreApart } from './invariants/tenancy.ts';
import { LATER_PLANTED_BUGS } from './later-planted-bugs.ts';
import type { Alterations } from './world/workers.ts';

/** One step of the product done wrong on purpose, and the promise that it breaks. */
export interface PlantedBug {
  readonly what: string;
  readonly breaks: Invariant;
  readonly alterations: Alterations;
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    what: 'a contribution is added instead of replaced',
    breaks: profilesAreSums,
    alterations: committing((changes) => ({
      ...changes,
      customers: changes.customers.map((each) => addTwice(each, changes)),
    })),
  },
  {
    what: 'an order forgets that it was decided',
    breaks: onePerkPerRule,
    alterations: services(({ ledger }) => ({
      ledger: {
        ...ledger,
        async order(...call) {
          const record = await ledger.order(...call);
          return record && { ...record, placement: 'awaited' };
        },
      },
    })),
  },
  {
    what: 'records are written whoever wrote them meanwhile',
    breaks: decisionsAreReplayed,
    alterations: services(({ ledger }) => ({ ledger: { ...ledger, commit: unconditionalCommit(ledger) } })),
  },
  {
    what: 'a review is decided and not kept',
    breaks: reviewsAreDecidedOnce,
    alterations: committing((changes) => ({ ...changes, reviews: [] })),
  },
  {
    what: 'a sweep does not look at orders',
    breaks: decidedOnce,
    alterations: services(({ reader }) => ({
      reader: {
        ...reader,
        async changedOrders(...call) {
          const page = await reader.changedOrders(...call);
          return page.kind === 'page' ? { ...page, seen: [] } : page;
        },
      },
    })),
  },
  {
    what: 'a sweep does not look at returns',
    breaks: returnsAreKnown,
    alterations: services(({ reader }) => ({
      reader: {
        ...reader,
        async changedOrders(...call) {
          const page = await reader.changedOrders(...call);
          return page.kind === 'page' ? { ...page, parts: page.parts.filter(({ kind }) => kind !== 'return') } : page;
        },
      },
    })),
  },
  {
    what: 'a sweep does not look at shipments',
    breaks: shipmentsAreKnown,
    alterations: services(({ reader }) => ({
      reader: {
        ...reader,
        async changedOrders(...call) {
          const page = await reader.changedOrders(...call);
          return page.kind === 'page' ? { ...page, parts: page.parts.filter(({ kind }) => kind !== 'shipment') } : page;
        },
      },
    })),
  },
  {
    what: 'rules that are switched off are asked',
    breaks: everyDecisionIsExplained,
    alterations: services(({ policies }) => ({
      policies: {
        ...policies,
        async version(...call) {
          const policy = await policies.version(...call);
          return policy && { ...policy, rules: policy.rules.map((rule) => ({ ...rule, enabled: true })) };
        },
      },
    })),
  },
  {
    what: 'only two effects of a decision are kept',
    breaks: duePerksAreThere,
    alterations: committing((changes) => ({
      ...changes,
      decisions: changes.decisions.map((decision) => ({ ...decision, effects: decision.effects.slice(0, 2) })),
    })),
  },
  {
    what: 'a lost answer is taken for a good one',
    breaks: doneIsDone,
    alterations: performing((performer) => ({
      ...performer,
      async perform(...call) {
        const performed = await performer.perform(...call);
        return performed.answer.kind === 'again' ? { ...performed, answer: { kind: 'done' } } : performed;
      },
    })),
  },
  {
    what: 'a tag is written in another case',
    breaks: nothingUndueIsThere,
    alterations: performing((performer) => ({
      ...performer,
      perform: (shop, effect, letter) => performer.perform(shop, shouting(effect), letter),
    })),
  },
  {
    what: 'a store credit is taken for exactly once by nature',
    breaks: noCreditTwice,
    alterations: performing((performer) => ({ ...performer, exactlyOnce: () => 'nature' })),
  },
  {
    what: 'a return is new each time that it is told of',
    breaks: returnDecidedOnce,
    alterations: services(({ ledger }) => ({
      ledger: { ...ledger, return: async () => null, commit: forgetfulCommit(ledger) },
    })),
  },
  {
    what: 'what the carrier tells of a shipment is not looked at',
    breaks: delaysAreTrue,
    alterations: services(({ reader }) => ({
      reader: {
        ...reader,
        async shipment(...call) {
          const read = await reader.shipment(...call);
          if (read.kind !== 'found') return read;
          return { ...read, seen: { ...read.seen, shipment: { ...read.seen.shipment, lastScan: null } } };
        },
      },
    })),
  },
  {
    what: 'a shipment that could not be looked at is let go',
    breaks: delaysAreNoticed,
    alterations: committing((changes) => ({
      ...changes,
      shipments: (changes.shipments ?? []).map((each) => (each.revision > 1 ? { ...each, lookAt: null } : each)),
    })),
  },
  {
    what: 'a return that can’t be read is taken for missing',
    breaks: returnsAreKnown,
    alterations: services(({ reader }) => ({
      reader: {
        ...reader,
        async return(...call) {
          const read = await reader.return(...call);
          return read.kind === 'found' ? read : { kind: 'missing' };
        },
      },
    })),
  },
  {
    what: 'an approval whose answer was lost is taken for refused',
    breaks: returnsAreAsSaid,
    alterations: performing((performer) => ({
      ...performer,
      async perform(shop, effect, decision) {
        const performed = await performer.perform(shop, effect, decision);
        if (effect.action.kind !== 'return.approve' || performed.answer.kind !== 'again') return performed;
        return { ...performed, answer: { kind: 'refused', problem: performed.answer.problem } };
      },
    })),
  },
  {
    what: 'another return of the order is approved',
    breaks: nothingUndueIsThere,
    alterations: performing((performer) => ({
      ...performer,
      perform: (shop, effect, decision) => performer.perform(shop, ofAnotherReturn(effect), decision),
    })),
  },
  {
    what: 'an e-mail whose answer was lost is sent again',
    breaks: noMessageTwice,
    alterations: performing((performer) => ({
      ...performer,
      exactlyOnce: (kind) => (kind === 'customer.message' ? 'nature' : performer.exactlyOnce(kind)),
    })),
  },
  {
    what: 'what is done is read as waiting',
    breaks: nothingIsSentTwice,
    alterations: services(({ ledger }) => ({
      ledger: {
        ...ledger,
        async decision(...call) {
          const decision = await ledger.decision(...call);
          return decision && { ...decision, effects: decision.effects.map(forgetDone) };
        },
      },
    })),
  },
  {
    what: 'tick finds nothing due',
    breaks: nothingWaits,
    alterations: services(() => ({ schedule: { due: async () => [] } })),
  },
  {
    what: 'what did not happen is called unknown',
    breaks: unclearIsUnknowable,
    alterations: performing((performer) => ({
      ...performer,
      async readBack(...call) {
        const read = await performer.readBack(...call);
        if (read.answer.kind !== 'absent') return read;
        return { ...read, answer: { kind: 'cannot_tell', problem: 'who knows' } };
      },
    })),
  },
  {
    what: 'the kill switch is overlooked',
    breaks: switchHolds,
    alterations: services(({ shops }) => ({
      shops: {
        ...shops,
        async find(...call) {
          const shop = await shops.find(...call);
          return shop && { ...shop, perksStoppedAt: null };
        },
      },
    })),
  },
  {
    what: 'the breaker is never written down',
    breaks: nobodyHammers,
    alterations: services(({ shops }) => ({ shops: { ...shops, setBreaker: async () => true } })),
  },
  {
    what: 'a sweep forgets what it found',
    breaks: foundIsReported,
    alterations: services(({ sweeps }) => ({
      sweeps: { ...sweeps, save: (shop, sweep) => sweeps.save(shop, { ...sweep, found: [] }) },
    })),
  },
  {
    what: 'nobody comes back to an order whose time is up',
    breaks: waitingEnds,
    alterations: services(({ work }) => ({ work: { ...work, decide: async () => undefined } })),
  },
  {
    what: 'an effect is done in the other shop',
    breaks: shopsAreApart,
    alterations: performing((performer) => ({
      ...performer,
      perform: (_, effect, letter) =>
        performer.perform('bazaar.myshopify.com' as Parameters<EffectPerformer['perform']>[0], effect, letter),
    })),
  },
  {
    what: 'what was ordered two days before the installation is taken for new',
    breaks: nothingForThePast,
    alterations: services(({ shops }) => ({
      shops: {
        ...shops,
        async find(...call) {
          const shop = await shops.find(...call);
          return shop && { ...shop, installedAt: shop.installedAt - 2 * 86_400_000 };
        },
      },
    })),
  },
  {
    what: 'what the shop keeps of a customer is read and not kept',
    breaks: cardsAreTrue,
    alterations: committing((changes) => ({
      ...changes,
      customers: changes.customers.map(({ card: _, ...record }) => record),
    })),
  },
  {
    what: 'an older state of a product takes the place of a newer one',
    breaks: productsAreTrue,
    alterations: services(({ products }) => ({
      products: {
        ...products,
        find: async (...call) => (await products.find(...call)).map((known) => ({ ...known, version: null })),
      },
    })),
  },
  {
    what: 'the last line of a file is not read',
    breaks: pastIsKnown,
    alterations: services(({ exports }) => ({ exports: { ...exports, look: lookButTheLast(exports) } })),
  },
  {
    what: 'of customers who were made one nobody notes it',
    breaks: mergesAreKnown,
    alterations: committing((changes) => ({
      ...changes,
      customers: changes.customers.map(({ gone: _, ...record }) => record),
    })),
  },
  {
    what: 'the profile of an erased customer stays',
    breaks: nothingOfErasedIsLeft,
    alterations: services(({ ledger }) => ({ ledger: { ...ledger, forgetCustomer: async () => undefined } })),
  },
  {
    what: 'nobody asks whether a customer was erased',
    breaks: nothingOfErasedIsLeft,
    alterations: services(({ erasures }) => ({ erasures: { ...erasures, isErased: async () => false } })),
  },
  {
    what: 'a request to see data is taken for one that is listed already',
    breaks: requestsAreListed,
    alterations: services(({ requests }) => ({ requests: { ...requests, save: async () => true } })),
  },
  {
    what: 'of a shop that left nothing goes but the shop itself',
    breaks: nothingOfDeletedShopIsLeft,
    alterations: services(({ redactions }) => ({
      redactions: { ...redactions, deleteRecords: async () => ({ deleted: 0, cursor: null, isAll: true }) },
    })),
  },
  {
    what: 'a shop that is asked whether it has the app is taken to have left',
    breaks: backIsBack,
    alterations: services(() => ({ confirmInstallation: async () => 'revoked' })),
  },
  ...LATER_PLANTED_BUGS,
];
