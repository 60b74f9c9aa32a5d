import { Banner, type BannerHandles, Button, List } from '@shopify/polaris';
import { useEffect, useRef } from 'react';
import type { Rule } from '../../core/policy.ts';
import { describeConditionLead } from '../../core/words/condition.ts';
import { fieldsOfClauses, type PerkField, type RuleField, type RuleForm, type RuleProblems } from '../rule-form.ts';
import { PERK_LABELS } from './perk-labels.ts';
import { fieldId } from './rule-fields.tsx';

interface ProblemSummaryProps {
  problems: RuleProblems;
  original: Rule;
  form: RuleForm;
}

/** All problems of a form; takes the focus when they come, so that nobody waits for a save that did not happen. */
export function ProblemSummary({ problems, original, form }: ProblemSummaryProps) {
  const banner = useRef<BannerHandles>(null);
  const found = fieldsOf(original, form).flatMap(({ field, lead }) => {
    const problem = problems[field];
    return problem === undefined ? [] : [{ field, text: lead === null ? problem : `${lead}: ${problem}` }];
  });
  const hasProblems = found.length > 0;
  useEffect(() => {
    if (hasProblems) banner.current?.focus();
  }, [hasProblems]);
  if (!hasProblems) return null;
  return (
    <Banner ref={banner} tone="critical" title="Nothing was saved yet">
      <List>
        {found.map(({ field, text }) => (
          <List.Item key={field}>
            {field === 'rule' ? (
              text
            ) : (
              <Button
                variant="plain"
                textAlign="start"
                onClick={() => document.getElementById(fieldId(field))?.focus()}
              >
                {text}
              </Button>
            )}
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}

/** From top to bottom; `lead` where a problem, such as that of an amount, does not say by itself which field it means. */
function fieldsOf({ on, perk }: Rule, { conditions }: RuleForm): { field: RuleField; lead: string | null }[] {
  return [
    { field: 'rule', lead: null },
    { field: 'name', lead: null },
    ...fieldsOfClauses(conditions).map(({ field, condition }) => ({
      field,
      lead: condition && describeConditionLead(condition, on),
    })),
    { field: 'conditions', lead: null },
    { field: 'minutes', lead: null },
    ...PERK_FIELDS[perk.kind],
  ];
}

const PERK_FIELDS: Readonly<Record<Rule['perk']['kind'], { field: PerkField; lead: string | null }[]>> = {
  packing_instruction: [
    { field: 'tag', lead: null },
    { field: 'note', lead: null },
    { field: 'cost', lead: PERK_LABELS.cost },
  ],
  store_credit: [
    { field: 'amount', lead: PERK_LABELS.amount },
    { field: 'expiresInDays', lead: null },
  ],
  message: [
    { field: 'subject', lead: PERK_LABELS.subject },
    { field: 'body', lead: PERK_LABELS.body },
    { field: 'cost', lead: PERK_LABELS.cost },
  ],
  approve_return: [{ field: 'cost', lead: PERK_LABELS.cost }],
};
