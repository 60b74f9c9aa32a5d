import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { describeRule } from '../../core/words/rule.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { noticeDraft } from '../draft-view.server.ts';
import { obstacleInShop } from '../perk-obstacle.server.ts';
import { warningsByRule } from '../policy-warnings.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { changeRuleList } from '../rule-list.server.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { listRequest } from '../rule-request.server.ts';
import { editorOf, requireShop } from '../shop.server.ts';
import { RouteError } from '../ui/route-error.tsx';
import { RulesPage } from '../ui/rules-page.tsx';

export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  const { services, staff } = merchant;
  const policy = await requirePolicy(services.policies, shop, shop.policyVersion);
  const warnings = warningsByRule(policy);
  return {
    draft: await noticeDraft(services, shop, staff),
    rules: policy.rules.map((rule) => ({
      id: rule.id as string,
      name: rule.name,
      sentence: describeRule(rule),
      isEnabled: rule.enabled,
      isArchived: rule.archived === true,
      obstacle: obstacleInShop(rule.perk, shop),
      warnings: warnings.get(rule) ?? [],
    })),
  };
}

/** Turns one rule on or off, copies, archives or moves it, at once. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const asked = await readJson(args.request, listRequest);
  return changeRuleList(await editorOf(merchant), asked);
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Rules() {
  return <RulesPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
