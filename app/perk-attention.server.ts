import type { Decision } from '../core/decide.ts';
import type { EffectState } from '../core/effects.ts';
import { OPEN_COUNTED, type OpenDecisions } from '../core/use-cases/summarise-today.ts';
import { describeSubject } from '../core/words/action.ts';
import { upperFirst } from '../core/words/phrases.ts';
import type { Attention } from './attention-item.ts';
import { decisionUrl } from './decision-rows.server.ts';
import { effectUrl } from './effect-url.ts';
import { sentence } from './sentence.ts';

const SHOWN_OF_A_KIND = 5;

type NeedsAWord = 'unclear' | 'refused' | 'stopped';

interface StateWords {
  title: (subject: string) => string;
  advice: string;
  label: (subject: string) => string;
  /** Which orders. */
  which: string;
}

const OF_STATE: Readonly<Record<NeedsAWord, StateWords>> = {
  unclear: {
    title: (subject) => `It is unclear whether a perk of ${subject} was given`,
    advice: 'Look into the shop and say which it is: until then nothing more happens, so that nothing is given twice.',
    label: (subject) => `Say what happened to ${subject}`,
    which: 'with an unclear perk',
  },
  refused: {
    title: (subject) => `A perk of ${subject} could not be given`,
    advice: 'It is not tried again by itself.',
    label: (subject) => `See what to do about ${subject}`,
    which: 'with a perk that could not be given',
  },
  stopped: {
    title: (subject) => `A perk of ${subject} was left undone when the app was uninstalled`,
    advice: 'Say whether the customer still gets it.',
    label: (subject) => `Decide about ${subject}`,
    which: 'with a perk that was left undone',
  },
};

/** Decisions with an effect that needs a person's word. */
export function openPerks(state: NeedsAWord, { count, first }: OpenDecisions): Attention[] {
  const { title, advice, label, which } = OF_STATE[state];
  const shown = first.slice(0, SHOWN_OF_A_KIND);
  if (shown.length === 0) return [];
  return [
    ...shown.map((decision): Attention => {
      const subject = describeSubject(decision.event);
      const problem = effectIn(decision, state)?.problem;
      return {
        key: `${state} ${decision.id}`,
        kind: state,
        title: title(subject),
        advice: state === 'stopped' ? advice : [sentence(problem), advice].filter(Boolean).join(' '),
        link: { label: label(subject), url: urlOf(decision, state) },
      };
    }),
    ...more(
      state,
      count - shown.length,
      which,
      { label: 'See them all', url: `/app/perks?state=${state}` },
      count === OPEN_COUNTED,
    ),
  ];
}

function effectIn({ effects }: Decision, state: EffectState) {
  return effects.find((effect) => effect.state === state);
}

function urlOf(decision: Decision, state: EffectState): string {
  const effect = effectIn(decision, state);
  return effect ? effectUrl(decision.id, effect.id) : decisionUrl(decision);
}

/** Says how many decisions of a kind are not listed. */
function more(
  kind: Attention['kind'],
  unlisted: number,
  which: string,
  link: NonNullable<Attention['link']>,
  orMore = false,
): Attention[] {
  if (unlisted <= 0) return [];
  const number = `${unlisted.toLocaleString('en')}${orMore ? ' or' : ''} more`;
  const title = `And ${number} ${unlisted === 1 ? 'order' : 'orders'} ${which}`;
  return [{ key: `more ${kind}`, kind, title, advice: null, link }];
}

/** Decisions that something late would have changed. */
export function reconsidered(decisions: readonly Decision[]): Attention[] {
  return [
    ...decisions.slice(0, SHOWN_OF_A_KIND).flatMap(reconsideredOne),
    ...more('regretted', decisions.length - SHOWN_OF_A_KIND, 'that would come out differently now', {
      label: 'See all decisions',
      url: '/app/decisions',
    }),
  ];
}

function reconsideredOne(decision: Decision): Attention[] {
  const [afterthought] = decision.afterthoughts;
  if (!afterthought) return [];
  const subject = describeSubject(decision.event);
  const rule = decision.outcomes.find((outcome) => outcome.rule === afterthought.rule)?.name;
  return [
    {
      key: `reconsidered ${decision.id}`,
      kind: afterthought.kind,
      title:
        afterthought.kind === 'missed'
          ? `${upperFirst(subject)} did not get “${rule}”, but now it would`
          : `${upperFirst(subject)} got “${rule}”, but now it would not`,
      advice:
        'Something arrived after the decision, such as an edit or a refund. Nothing was changed: that is up to you.',
      link: { label: `See why for ${subject}`, url: decisionUrl(decision) },
    },
  ];
}

export function latePerks(decisions: readonly Decision[]): Attention[] {
  return [
    ...decisions.slice(0, SHOWN_OF_A_KIND).map((decision): Attention => {
      const subject = describeSubject(decision.event);
      const problem = decision.effects.find((effect) => effect.problem !== null)?.problem;
      return {
        key: `waiting ${decision.id}`,
        kind: 'waiting',
        title: `A perk of ${subject} is late`,
        advice: `${sentence(problem)} Concierge tries again by itself, for two days.`.trim(),
        link: { label: `Look at ${subject}`, url: decisionUrl(decision) },
      };
    }),
    ...more('waiting', decisions.length - SHOWN_OF_A_KIND, 'with a perk that is late', {
      label: 'See what waits',
      url: '/app/perks?state=waiting',
    }),
  ];
}
