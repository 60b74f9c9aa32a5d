import { Banner, type BannerHandles, Button, List } from '@shopify/polaris';
import { useEffect, useRef } from 'react';
import type { RuleField, RuleProblems } from '../rule-form.ts';
import { fieldId } from './rule-fields.tsx';

/** All problems of a form; takes the focus when they come, so that nobody waits for a save that did not happen. */
export function ProblemSummary({ problems }: { problems: RuleProblems }) {
  const banner = useRef<BannerHandles>(null);
  const found = Object.entries(problems) as [RuleField, string][];
  const hasProblems = found.length > 0;
  useEffect(() => {
    if (hasProblems) banner.current?.focus();
  }, [hasProblems]);
  if (!hasProblems) return null;
  return (
    <Banner ref={banner} tone="critical" title="Nothing was saved yet">
      <List>
        {found.map(([field, problem]) => (
          <List.Item key={field}>
            {field === 'rule' ? (
              problem
            ) : (
              <Button
                variant="plain"
                textAlign="start"
                onClick={() => document.getElementById(fieldId(field))?.focus()}
              >
                {problem}
              </Button>
            )}
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}
