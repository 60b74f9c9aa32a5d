import type { Fact } from './definition.ts';
import { numberFact } from './value.ts';

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
    read: ({ rating }) => numberFact(rating),
  },
] as const satisfies readonly Fact<'review.posted'>[];
