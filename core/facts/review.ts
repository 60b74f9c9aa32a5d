import type { Fact } from './definition.ts';
import { booleanFact, numberFact, phrasesFact } from './value.ts';

export const REVIEW_FACTS = [
  {
    id: 'review.rating',
    label: 'review’s rating',
    german: 'die Anzahl der Sterne der Bewertung',
    type: 'number',
    range: { least: 1, most: 5 },
    events: ['review.posted'],
    help: 'Stars, from 1 to 5.',
    example: 2,
    isAlwaysKept: true,
    read: ({ seen }) => numberFact(seen.rating),
  },
  {
    id: 'review.text',
    label: 'words of the review',
    type: 'words',
    word: 'phrase',
    events: ['review.posted'],
    help: 'Words or phrases that you look for in its title and text, as whole words; upper and lower case are the same. No other word of it is kept. Unknown once the review was decided.',
    example: 'broken',
    read: ({ text }, phrases) => phrasesFact(phrases, text),
  },
  {
    id: 'review.length',
    label: 'number of characters in the review',
    type: 'number',
    events: ['review.posted'],
    help: 'Of its title and text; 0 for stars alone.',
    example: 200,
    read: ({ seen }) => numberFact(seen.textLength),
  },
  {
    id: 'review.photo',
    label: 'review comes with a photo',
    type: 'boolean',
    events: ['review.posted'],
    help: 'Okendo and reviews that are kept in Shopify tell of photos and videos together. Unknown where the reviews come from Yotpo, which does not tell.',
    example: true,
    read: ({ seen }) => booleanFact(seen.hasPhoto ?? null),
  },
  {
    id: 'review.verified',
    label: 'review is of a verified purchase',
    type: 'boolean',
    events: ['review.posted'],
    help: 'As the service that collects your reviews says. Unknown where it doesn’t say.',
    example: true,
    read: ({ seen }) => booleanFact(seen.verifiedBuyer),
  },
] as const satisfies readonly Fact<'review.posted'>[];
