import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData } from '@remix-run/react';
import { authenticateMerchant, refuseWrites } from '../authenticate.server.ts';
import { confirmWhenOpened } from '../confirm-installation.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { appConfig } from '../shopify.server.ts';
import { AppFrame } from '../ui/app-frame.tsx';
import { polarisLinks } from '../ui/polaris-styles.ts';
import { FrameError } from '../ui/route-error.tsx';

export const links = polarisLinks;
export const headers = merchantHeaders;

export const action = refuseWrites;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  await confirmWhenOpened(args.request, merchant);
  const { apiKey, appBridgeUrl } = appConfig().shopify;
  return { apiKey, appBridgeUrl: appBridgeUrl ?? null };
}

/** The frame's data is the same on every page: it need not be asked for again. */
export const shouldRevalidate = () => false;

export default function App() {
  const frame = useLoaderData<typeof loader>();
  return (
    <AppFrame {...frame}>
      <Outlet />
    </AppFrame>
  );
}

export const ErrorBoundary = FrameError;
