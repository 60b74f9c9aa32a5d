import type { Decision } from '../../../core/decide.ts';
import type { ReviewPosted } from '../../../core/event.ts';
import { factIn } from '../../../core/facts/catalogue.ts';
import { addressOf } from '../world/mail.ts';
import { whoIs } from '../world/shop.ts';
import { type Evidence, type Invariant, isInstalled, timesThere } from './evidence.ts';
import { sinceHeard } from './heard.ts';

/** However often, late and in whatever order it is delivered, and however its stars are changed. */
export const reviewsAreDecidedOnce: Invariant = {
  name: 'a review is decided at most once, by the facts of its own customer, and nothing is given for it twice',
  contradictions(evidence) {
    const { ofReviews } = evidence;
    const reviews = ofReviews.map(({ event }) => event.review);
    const twice = reviews.filter((id, index) => reviews.indexOf(id) < index).map((id) => `${id} is decided twice`);
    const given = ofReviews
      .flatMap(({ effects }) => effects)
      .filter((effect) => effect.action.kind === 'customer.message' && timesThere(evidence, effect) > 1)
      .map(({ id }) => `${id} was sent twice`);
    return [...new Set([...twice, ...given, ...ofReviews.flatMap((decision) => falseFacts(evidence, decision))])];
  },
};

function falseFacts({ truth }: Evidence, { event, facts, effects }: Decision<ReviewPosted>): string[] {
  const review = truth.reviews.get(event.review);
  if (!review) return [`${event.review} was decided, and nobody wrote it`];
  const rating = factIn(facts, 'review.rating');
  const wasSo = rating.type === 'number' && review.ratings.some((told) => told.rating === rating.number);
  const wrongStars = wasSo ? [] : [`${event.review} was decided by stars that it never had`];
  // The shop itself tells who wrote it, the service by their address.
  const isTold = review.id.startsWith('shopify/') || (review.customer !== null && addressOf(review.customer) !== null);
  const writer = isTold ? review.customer : null;
  const is = (customer: string | null) => customer && whoIs(truth, customer);
  const isTheirs = event.customer === null || is(event.customer) === is(writer);
  const receivers = effects.flatMap(({ action }) => ('customer' in action ? [action.customer] : []));
  const isErased = writer !== null && truth.redacted.has(whoIs(truth, writer));
  const isForThem = receivers.every((customer) => (customer === null ? isErased : is(customer) === is(writer)));
  return isTheirs && isForThem ? wrongStars : [...wrongStars, `${event.review} was decided as one of somebody else`];
}

export const reviewsAreKnown: Invariant = {
  name: 'a review that was told is kept, with stars no older than the last that were told',
  contradictions(evidence) {
    const { truth, reviews, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    return [...truth.reviews.values()].flatMap(({ id, ratings }) => {
      const since = sinceHeard(evidence, ratings);
      const known = reviews.get(id)?.review.rating;
      if (since.length === 0 || since.some(({ rating }) => rating === known)) return [];
      return [`${id} has ${since.at(-1)?.rating} stars, known are ${known}`];
    });
  },
};
