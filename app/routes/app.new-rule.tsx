import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { obstacleInShop } from '../perk-obstacle.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { addRule } from '../rule-actions.server.ts';
import { freeId } from '../rule-list.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { addRequest } from '../rule-request.server.ts';
import { requireTemplate } from '../rule-templates.ts';
import { editorOf, requireShop } from '../shop.server.ts';
import { NewRulePage } from '../ui/new-rule-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const shop = await requireShop(merchant);
  const { rules } = await requirePolicy(merchant.services.policies, shop, shop.policyVersion);
  const name = args.params.template ?? '';
  const template = requireTemplate(name, shop.currency);
  return {
    name,
    // Under an id that is free: beside the rules, not in place of one.
    template: { ...template, id: freeId(rules, template.id) },
    currency: shop.currency,
    rules,
    obstacle: obstacleInShop(template.perk, shop),
  };
}

export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { form } = await readJson(args.request, addRequest);
  const editor = await editorOf(merchant);
  return addRule(editor, requireTemplate(args.params.template ?? '', editor.shop.currency), form);
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function NewRule() {
  return <NewRulePage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
