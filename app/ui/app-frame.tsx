import { Link, useNavigation } from '@remix-run/react';
import { NavMenu } from '@shopify/app-bridge-react';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import { type ReactNode, useEffect } from 'react';

export interface AppFrameProps {
  apiKey: string;
  /** Where App Bridge is loaded from; the library's default, the platform's CDN, if absent. */
  appBridgeUrl: string | null;
  children: ReactNode;
}

/** What is around every page of the embedded admin: Polaris, App Bridge and the app's navigation. */
export function AppFrame({ apiKey, appBridgeUrl, children }: AppFrameProps) {
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey} {...(appBridgeUrl ? { __APP_BRIDGE_URL: appBridgeUrl } : {})}>
      <NavMenu>
        <Link to="/app" rel="home">
          Home
        </Link>
        <Link to="/app/rules">Rules</Link>
        <Link to="/app/perks">Perks</Link>
        <Link to="/app/decisions">Decisions</Link>
        <Link to="/app/reviews">Reviews</Link>
        <Link to="/app/parked">Messages set aside</Link>
        <Link to="/app/reconciliation">Nightly check</Link>
        <Link to="/app/past">The past</Link>
        <Link to="/app/privacy">Privacy</Link>
        <Link to="/app/settings">Settings</Link>
      </NavMenu>
      <LoadingBar />
      {children}
    </AppProvider>
  );
}

/** Shows the admin's own loading bar while a page of ours is on its way. */
function LoadingBar() {
  const isBusy = useNavigation().state !== 'idle';
  useEffect(() => {
    // Not `useAppBridge`: without App Bridge (its script blocked) the pages are still readable.
    window.shopify?.loading(isBusy);
  }, [isBusy]);
  return null;
}
