import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { assertNever } from '../../core/assert-never.ts';
import { openDraft } from '../../core/use-cases/draft-rules.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { deleteInDraft, saveInDraft } from '../draft-actions.server.ts';
import { draftRuleRequest } from '../draft-request.server.ts';
import { obstacleInShop } from '../perk-obstacle.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { draftEditorOf, requireShop } from '../shop.server.ts';
import { RouteError } from '../ui/route-error.tsx';
import { RulePage } from '../ui/rule-page.tsx';

export const headers = merchantHeaders;

/** A rule as it is in the draft; without one, as it runs. */
export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services } = merchant;
  const shop = await requireShop(merchant);
  const draft = await openDraft(services, shop);
  const { rules } = draft ?? (await requirePolicy(services.policies, shop, shop.policyVersion));
  const rule = rules.find(({ id }) => id === args.params.rule);
  if (!rule) throw new Response(null, { status: 404 });
  return {
    rule,
    currency: shop.currency,
    version: draft?.revision ?? 0,
    rules,
    obstacle: obstacleInShop(rule.perk, shop),
  };
}

export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const asked = await readJson(args.request, draftRuleRequest);
  const editor = await draftEditorOf(merchant);
  const rule = args.params.rule ?? '';
  switch (asked.intent) {
    case 'save':
      return saveInDraft(editor, { rule, form: asked.form, madeOf: asked.madeOf, seen: asked.seen ?? null });
    case 'delete':
      return deleteInDraft(editor, rule, asked.seen);
    default:
      return assertNever(asked);
  }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

/** Deleting ends in the draft: the page must not ask for its rule again before it goes there. */
export function shouldRevalidate({ actionResult }: { actionResult?: { kind?: string } }): boolean {
  return actionResult === undefined;
}

export default function DraftRule() {
  const data = useLoaderData<typeof loader>();
  return <RulePage key={data.rule.id} {...data} isDraft />;
}

export const ErrorBoundary = RouteError;
