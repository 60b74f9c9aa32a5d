import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import {
  type ClientActionFunctionArgs,
  Outlet,
  type ShouldRevalidateFunctionArgs,
  useLoaderData,
} from '@remix-run/react';
import { switchPerks } from '../../core/use-cases/switch-perks.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { confirmWhenOpened } from '../confirm-installation.server.ts';
import { readPerksSwitch, switchRequest } from '../perks-switch.server.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { appConfig } from '../shopify.server.ts';
import { AppFrame } from '../ui/app-frame.tsx';
import { polarisLinks } from '../ui/polaris-styles.ts';
import { FrameError } from '../ui/route-error.tsx';

export const links = polarisLinks;
export const headers = merchantHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  await confirmWhenOpened(args.request, merchant);
  const { apiKey, appBridgeUrl } = appConfig().shopify;
  return { apiKey, appBridgeUrl: appBridgeUrl ?? null, perks: await readPerksSwitch(merchant) };
}

/** The kill switch is above every page. */
export async function action(args: ActionFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { perks } = await readJson(args.request, switchRequest);
  const { services, staff } = merchant;
  const shop = await requireShop(merchant);
  await switchPerks(services, shop.domain, perks, services.clock.now().getTime(), staff);
  services.log.warn('perks switched', { shop: shop.domain, perks });
  return { kind: 'switched' as const, perks };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

/**
 * What a page sends concerns the page: an answer that is lost must not take the frame away, and the page with all that
 * was typed.
 */
export function shouldRevalidate({ formMethod, formAction }: ShouldRevalidateFunctionArgs): boolean {
  return formMethod === undefined || formAction === '/app';
}

export default function App() {
  const frame = useLoaderData<typeof loader>();
  return (
    <AppFrame {...frame}>
      <Outlet />
    </AppFrame>
  );
}

export const ErrorBoundary = FrameError;
