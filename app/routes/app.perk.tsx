import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react';
import type { DecisionId, EffectId } from '../../core/identity.ts';
import { settleEffect } from '../../core/use-cases/settle-effect.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { nameCustomers } from '../customer-names.server.ts';
import { findEffect, viewEffect } from '../effect-details.server.ts';
import { wordRequest } from '../effect-request.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requirePolicy } from '../rule-publishing.server.ts';
import { requireShop } from '../shop.server.ts';
import { EffectPage } from '../ui/effect-page.tsx';
import { MissingPerk } from '../ui/missing-perk.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

/** No store is asked for what can’t be an id of ours. */
const LONGEST_ID = 200;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, admin, staff } = merchant;
  const shop = await requireShop(merchant);
  const ids = idsOf(args);
  const [decision, policy] = await Promise.all([
    services.ledger.decision(shop.domain, ids.decision),
    requirePolicy(services.policies, shop, shop.policyVersion),
  ]);
  const effect = decision && findEffect(decision, ids.effect);
  if (!effect) throw new Response(null, { status: 404 });
  const nameOf = await nameCustomers(admin, [decision.event.customer]);
  return viewEffect({ decision, effect, shop, policy, customer: nameOf(decision.event.customer), staff });
}

/** Takes a person's word on the effect. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { services, staff } = merchant;
  const { word } = await readJson(args.request, wordRequest);
  const shop = await requireShop(merchant);
  const now = services.clock.now().getTime();
  const settled = await settleEffect(services, shop.domain, idsOf(args), word, staff, now);
  if (settled.kind === 'unknown') throw new Response(null, { status: 404 });
  return { kind: settled.kind, word };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

/** Without a connection the page stays as it is. */
export function shouldRevalidate({ actionResult }: { actionResult?: { kind?: string } }): boolean {
  return actionResult?.kind !== 'failed';
}

function idsOf({ params }: Pick<LoaderFunctionArgs, 'params'>): { decision: DecisionId; effect: EffectId } {
  const { decision = '', effect = '' } = params;
  if (decision.length > LONGEST_ID || effect.length > LONGEST_ID) throw new Response(null, { status: 404 });
  return { decision: decision as DecisionId, effect: effect as EffectId };
}

export default function Perk() {
  return <EffectPage {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return isRouteErrorResponse(error) && error.status === 404 ? <MissingPerk /> : <RouteError />;
}
