import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { assertNever } from '../../core/assert-never.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { obstacleInShop } from '../perk-obstacle.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { deleteRule, saveRule } from '../rule-actions.server.ts';
import { findRule, requirePolicy } from '../rule-publishing.server.ts';
import { ruleRequest } from '../rule-request.server.ts';
import { editorOf, requireShop } from '../shop.server.ts';
import { RouteError } from '../ui/route-error.tsx';
import { RulePage } from '../ui/rule-page.tsx';

export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  const policy = await requirePolicy(merchant.services.policies, shop, shop.policyVersion);
  const rule = findRule(policy, args.params.rule ?? '');
  if (!rule) throw new Response(null, { status: 404 });
  return {
    rule,
    currency: shop.currency,
    version: policy.version,
    rules: policy.rules,
    obstacle: obstacleInShop(rule.perk, shop),
  };
}

export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const asked = await readJson(args.request, ruleRequest);
  const editor = await editorOf(merchant);
  const rule = args.params.rule ?? '';
  switch (asked.intent) {
    case 'save':
      return saveRule(editor, { rule, form: asked.form, madeOf: asked.madeOf, seen: asked.seen });
    case 'delete':
      return deleteRule(editor, rule, asked.seen);
    default:
      return assertNever(asked);
  }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

/** Deleting ends in the list: the page must not ask for its rule again before it goes there. */
export function shouldRevalidate({ actionResult }: { actionResult?: { kind?: string } }): boolean {
  return actionResult === undefined;
}

export default function Rule() {
  const data = useLoaderData<typeof loader>();
  return <RulePage key={data.rule.id} {...data} />;
}

export const ErrorBoundary = RouteError;
