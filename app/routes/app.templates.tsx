import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { describeRule } from '../../core/words/rule.ts';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { RULE_TEMPLATES } from '../rule-templates.ts';
import { requireShop } from '../shop.server.ts';
import { RouteError } from '../ui/route-error.tsx';
import { TemplatesPage } from '../ui/templates-page.tsx';

export const headers = merchantHeaders;

/** Nothing is written here; who asks is looked at all the same. */
export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const { currency } = await requireShop(await authenticateMerchant(args));
  const templates = [...RULE_TEMPLATES].map(([name, { group, story, rule: ruleIn }]) => {
    const rule = ruleIn(currency);
    return { url: `/app/rules/new/${name}`, group, name: rule.name, story, sentence: describeRule(rule) };
  });
  return { templates };
}

export default function Templates() {
  return <TemplatesPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;
