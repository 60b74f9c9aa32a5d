import { type Invariant, isInstalled } from './evidence.ts';
import { sinceHeard } from './heard.ts';

/** In whatever order it is told: tags come as differences, and consents overtake each other. */
export const cardsAreTrue: Invariant = {
  name: 'the tags and consents that are known of a customer are no older than the last that was told',
  contradictions(evidence) {
    const { truth, customers, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    return [...truth.customers.keys()].flatMap((id) => {
      const changes = truth.cards.filter(({ customer }) => customer === id);
      const since = sinceHeard(evidence, changes);
      if (since.length === 0 || truth.redacted.has(id)) return [];
      const card = customers.get(id)?.card;
      const isTrue = since.some(
        ({ tags, consent, sms }) =>
          card?.tags.join() === tags.join() &&
          (card.email === null || card.email.state === consent.state) &&
          card.sms?.state === sms?.state,
      );
      return isTrue ? [] : [`${id} has ${JSON.stringify(since.at(-1))}, known is ${JSON.stringify(card)}`];
    });
  },
};

export const productsAreTrue: Invariant = {
  name: 'what is known of a product is no older than the last that was told',
  contradictions(evidence) {
    const { truth, products, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    return [...Map.groupBy(truth.products, ({ id }) => id)].flatMap(([id, changes]) => {
      const since = sinceHeard(evidence, changes);
      const known = products.get(id);
      const [first] = since;
      if (!first) return [];
      if (first.isDeleted) return known?.isDeleted ? [] : [`${id} was deleted, and is not known as such`];
      const isTrue = since.some(({ title, isDeleted }) => !isDeleted && known?.snapshot?.title === title);
      return isTrue ? [] : [`${id} is “${since.at(-1)?.title}”, known is ${JSON.stringify(known)}`];
    });
  },
};
