import * as z from 'zod';
import { EVENT_TYPES, type EventType } from '../core/event.ts';
import { factLabel } from '../core/facts/catalogue.ts';
import { type Instant, parseGid } from '../core/identity.ts';
import { type PolicyProblem, parsePolicyDraft, type Rule } from '../core/policy.ts';
import { parseReviewId } from '../core/review.ts';
import type { Shop } from '../core/shop.ts';
import type { ObservePorts } from '../core/use-cases/observe-ports.ts';
import { type Tryable, tryRule } from '../core/use-cases/try-rule.ts';
import { explainEach, explainKnowledge, explainOutcome } from '../core/words/reasons.ts';
import { findTryables, type TryChoice } from './tryables.server.ts';

const gidOf = <Kind extends Parameters<typeof parseGid>[0]>(kind: Kind) =>
  z.string().transform((text, context) => {
    const id = parseGid(kind, text);
    if (id === null) context.addIssue({ code: 'custom', message: `no ${kind}` });
    return id ?? z.NEVER;
  });

const order = gidOf('Order');

const tryable = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order'), order }),
  z.strictObject({ kind: z.literal('return'), order, return: gidOf('Return') }),
  z.strictObject({ kind: z.literal('shipment'), order, shipment: gidOf('Fulfillment') }),
  z.strictObject({
    kind: z.literal('review'),
    review: z.string().transform((text, context) => {
      const id = parseReviewId(text);
      if (id === null) context.addIssue({ code: 'custom', message: 'no review' });
      return id ?? z.NEVER;
    }),
  }),
]);

export const tryRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('find'), on: z.enum(EVENT_TYPES), search: z.string().max(200) }),
  z.strictObject({ intent: z.literal('try'), rule: z.unknown(), on: tryable }),
]);

/** As the page sends it: ids as they stand in a choice. */
export type TryRequest =
  | { intent: 'find'; on: EventType; search: string }
  | { intent: 'try'; rule: Rule; on: TryChoice['on'] };

export type TryAnswer =
  | { kind: 'found'; choices: TryChoice[]; problem: string | null }
  /** What publishing would say. */
  | { kind: 'invalid'; problems: readonly PolicyProblem[] }
  | { kind: 'no_answer'; text: string }
  | {
      kind: 'tried';
      outcome: 'granted' | 'no_match' | 'not_possible';
      obstacle: string | null;
      conditions: { holds: boolean; text: string }[];
      notes: string[];
    };

/** Finds what a rule can be tried on, or tries one; writes nothing. */
export async function answerTry(
  services: ObservePorts,
  shop: Shop,
  asked: z.infer<typeof tryRequest>,
  now: Instant,
): Promise<TryAnswer> {
  if (asked.intent === 'find')
    return { kind: 'found', ...(await findTryables(services, shop, asked.on, asked.search)) };
  const parsed = parsePolicyDraft({ rules: [asked.rule] }, shop.currency);
  if (parsed.kind === 'invalid') return { kind: 'invalid', problems: parsed.problems };
  const [rule] = parsed.draft.rules;
  if (!rule) throw new Error('a draft of one rule has none');
  return tryOn(services, shop, rule, asked.on as Tryable, now);
}

async function tryOn(services: ObservePorts, shop: Shop, rule: Rule, on: Tryable, now: Instant): Promise<TryAnswer> {
  const tried = await tryRule(services, shop, rule, on, now);
  switch (tried.kind) {
    case 'not_known':
      return { kind: 'no_answer', text: 'Concierge knows nothing of it any more.' };
    case 'never_late':
      return { kind: 'no_answer', text: 'This parcel never was late or out of sight: no rule would have been asked.' };
    case 'unreadable':
      return { kind: 'no_answer', text: 'Your shop does not answer just now. Try again in a minute.' };
    case 'tried': {
      const { decision, outcome, wasDecided, asNow } = tried;
      const labels = asNow.map((fact) => factLabel(fact, rule.on));
      return {
        kind: 'tried',
        outcome: outcome.outcome,
        obstacle: outcome.obstacle ? (explainOutcome(outcome, decision)[0] ?? null) : null,
        conditions: explainEach(outcome, decision),
        notes: [
          explainKnowledge(decision),
          ...(wasDecided ? [] : ['No rule was asked about it then: this is what Concierge knows of it now.']),
          ...(wasDecided && labels.length > 0
            ? [`As it is known now, since no decision kept it: the ${labels.join('; the ')}.`]
            : []),
        ],
      };
    }
  }
}
