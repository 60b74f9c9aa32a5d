import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { describeRule } from '../../core/words/rule.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { obstacleInShop } from '../perk-obstacle.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { switchRule } from '../rule-actions.server.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { switchRequest } from '../rule-request.server.ts';
import { editorOf, requireShop } from '../shop.server.ts';
import { RouteError } from '../ui/route-error.tsx';
import { RulesPage } from '../ui/rules-page.tsx';

export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  const policy = await requirePolicy(merchant.services.policies, shop, shop.policyVersion);
  return {
    rules: policy.rules.map((rule) => ({
      id: rule.id as string,
      name: rule.name,
      sentence: describeRule(rule),
      isEnabled: rule.enabled,
      obstacle: obstacleInShop(rule.perk, shop),
    })),
  };
}

/** Turns one rule on or off, at once. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { rule, isEnabled } = await readJson(args.request, switchRequest);
  return switchRule(await editorOf(merchant), rule, isEnabled);
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Rules() {
  return <RulesPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
