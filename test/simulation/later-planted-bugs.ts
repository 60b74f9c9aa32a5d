import type { CustomerId } from '../../core/identity.ts';
import { committing, leavingOut, rememberingGoods, services } from './alterations.ts';
import { goodsAreAsSaid } from './invariants/goods.ts';
import { deletedOrdersCountNothing, disputesAreCounted, holdsAreTrue } from './invariants/hindrances.ts';
import { cardsAreTrue } from './invariants/kept.ts';
import { fileIsRead, profilesCountOrders } from './invariants/money.ts';
import { companiesAreTrue, deletedAreKnown, timelinesAreWhole } from './invariants/people.ts';
import { moneyIsNotMixed } from './invariants/replay.ts';
import { returnsAreAsTold } from './invariants/returns.ts';
import { reviewsAreKnown } from './invariants/reviews.ts';
import { scopesAreHeeded, settingsAreKnown } from './invariants/settings.ts';
import { ALL_SCOPES } from './life/troubles.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** Of what lives came to know later (`additionsOf`). */
export const LATER_PLANTED_BUGS: readonly PlantedBug[] = [
  {
    what: 'of two customers of an order only one is written',
    breaks: profilesCountOrders,
    alterations: committing((changes) => ({ ...changes, customers: changes.customers.slice(0, 1) })),
  },
  {
    what: 'payments that customers dispute are not counted for them',
    breaks: disputesAreCounted,
    alterations: committing((changes) => ({
      ...changes,
      customers: changes.customers.map((record) => {
        const { disputes: _, ...profile } = record.profile;
        return { ...record, profile };
      }),
    })),
  },
  {
    what: 'that an order was deleted is not kept',
    breaks: deletedOrdersCountNothing,
    alterations: committing((changes) => ({
      ...changes,
      orders: changes.orders.map(({ deletedAt: _, ...order }) => order),
    })),
  },
  {
    what: 'what holds an order is read and not kept',
    breaks: holdsAreTrue,
    alterations: committing((changes) => ({
      ...changes,
      orders: changes.orders.map(({ holds: _, ...order }) => order),
    })),
  },
  {
    what: 'of customers who were deleted nobody notes it',
    breaks: deletedAreKnown,
    alterations: committing((changes) => ({
      ...changes,
      customers: changes.customers.map(({ gone, ...record }) => (gone?.mergedInto ? { ...record, gone } : record)),
    })),
  },
  {
    what: 'who buys for a company is read and not kept',
    breaks: companiesAreTrue,
    alterations: services(({ companies }) => ({ companies: { ...companies, save: async () => true } })),
  },
  {
    what: 'what was told of a customer is read from the shop and not written down',
    breaks: timelinesAreWhole,
    alterations: committing((changes) => ({ ...changes, changesOfCustomers: [] })),
  },
  {
    what: 'the consent to e-mails is taken for the one to text messages',
    breaks: cardsAreTrue,
    alterations: services(({ reader }) => ({
      reader: {
        ...reader,
        async customer(...call) {
          const read = await reader.customer(...call);
          if (read.kind !== 'found' || !read.card.sms) return read;
          return { ...read, card: { ...read.card, sms: read.card.email } };
        },
      },
    })),
  },
  {
    what: 'a return stays as it was asked for',
    breaks: returnsAreAsTold,
    alterations: committing((changes) => ({
      ...changes,
      returns: (changes.returns ?? []).filter(({ revision }) => revision === 1),
    })),
  },
  {
    what: 'a review keeps its first stars',
    breaks: reviewsAreKnown,
    alterations: committing((changes) => ({
      ...changes,
      reviews: (changes.reviews ?? []).filter(({ revision }) => revision === 1),
    })),
  },
  {
    what: 'what the shop said once of goods is taken for what it says now',
    breaks: goodsAreAsSaid,
    alterations: services(({ reader }) => ({ reader: { ...reader, goods: rememberingGoods(reader) } })),
  },
  {
    what: 'nobody heeds that the shop became another',
    breaks: settingsAreKnown,
    alterations: leavingOut('shop/update', 'app/scopes_update'),
  },
  {
    what: 'a perk is granted as if nothing were missing',
    breaks: scopesAreHeeded,
    alterations: services(({ shops }) => ({
      shops: {
        ...shops,
        async find(...call) {
          const shop = await shops.find(...call);
          return shop && { ...shop, scopes: ALL_SCOPES };
        },
      },
    })),
  },
  {
    what: 'a shop forgets that it had another currency',
    breaks: moneyIsNotMixed,
    alterations: services(({ shops }) => ({
      shops: {
        ...shops,
        async find(...call) {
          const shop = await shops.find(...call);
          return shop && { ...shop, currencySince: null };
        },
      },
    })),
  },
  {
    what: 'whoever has one address of a file is taken for everybody in it',
    breaks: fileIsRead,
    alterations: services(({ reader }) => {
      let first: CustomerId | null = null;
      return {
        reader: {
          ...reader,
          async customerWithEmail(...call) {
            const found = await reader.customerWithEmail(...call);
            if (found.kind !== 'found') return found;
            first ??= found.customer;
            return { ...found, customer: first };
          },
        },
      };
    }),
  },
];
