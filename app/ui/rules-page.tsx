import { useNavigate } from '@remix-run/react';
import { BlockStack } from '@shopify/polaris';
import { DRAFT } from '../draft-url.ts';
import type { DraftNotice } from '../draft-view.server.ts';
import { POLICY_BOOK } from '../policy-book-url.ts';
import { HISTORY } from '../version-url.ts';
import { ArchivedRules } from './archived-rules.tsx';
import { DraftWaits } from './draft-notice.tsx';
import { EmptyCard } from './empty-card.tsx';
import { RuleList } from './rule-list.tsx';
import type { RuleInList } from './rule-row.tsx';
import { Screen } from './screen.tsx';
import { useFocus } from './use-focus.ts';

const TEMPLATES = '/app/templates';
const POLICY_FILE = '/app/policy-file';

interface RulesPageProps {
  rules: RuleInList[];
  /** Null where nothing waits to be published. */
  draft: DraftNotice | null;
}

export function RulesPage({ rules, draft }: RulesPageProps) {
  const navigate = useNavigate();
  const focus = useFocus();
  const listed = rules.filter(({ isArchived }) => !isArchived);
  const add = { content: 'Add rule from template', onAction: () => navigate(TEMPLATES) };
  const book = { content: 'Policy book', onAction: () => navigate(POLICY_BOOK) };
  const drafts = { content: 'Draft', onAction: () => navigate(DRAFT) };
  const file = { content: 'Export and import', onAction: () => navigate(POLICY_FILE) };
  const history = { content: 'History', onAction: () => navigate(HISTORY) };
  return (
    <Screen
      title="Rules"
      secondaryActions={listed.length > 0 ? [book, drafts, history, file] : [drafts, history, file]}
      {...(listed.length > 0 && { primaryAction: add })}
    >
      <BlockStack gap="400">
        {draft ? <DraftWaits {...draft} /> : null}
        {listed.length > 0 ? <RuleList rules={listed} onFocus={focus} /> : <NoRules />}
        <ArchivedRules rules={rules.filter(({ isArchived }) => isArchived)} onFocus={focus} />
      </BlockStack>
    </Screen>
  );
}

function NoRules() {
  return (
    <EmptyCard
      heading="Say who deserves what"
      text="A rule says what happens with an order, and for whom. Start with one that works, such as a return bag in the parcel of a regular who tries several sizes."
      action={{ content: 'Choose a template', url: TEMPLATES }}
    />
  );
}
