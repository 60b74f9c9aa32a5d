import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Banner, BlockStack, Button, InlineStack, Link, Page, Text } from '@shopify/polaris';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import { BEING_DELETED } from '../being-deleted.ts';
import { Screen } from './screen.tsx';

/** A page of the app that failed, inside the frame that did not. */
export function RouteError() {
  const trouble = describe(useRouteError());
  return (
    <Screen title={trouble.screen} isNarrow>
      <TroubleBanner {...trouble} />
    </Screen>
  );
}

/** The frame itself failed: mostly a session that ended. Brings its own Polaris, as the frame's is gone. */
export function FrameError() {
  const error = useRouteError();
  // The library answers some document requests with a page of its own that leaves the iframe or reloads it.
  if (isRouteErrorResponse(error) && error.status === 200 && typeof error.data === 'string') {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the platform library's page, its parameters checked by it
    return <div dangerouslySetInnerHTML={{ __html: error.data }} />;
  }
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <Page narrowWidth>
        <TroubleBanner {...describe(error)} />
      </Page>
    </AppProvider>
  );
}

interface Trouble {
  /** For the title bar. */
  screen: string;
  title: string;
  advice: string;
  /** Loading the page again may help. */
  isTransient: boolean;
  /** Nothing is wrong: it takes its time. */
  isWait?: boolean;
}

function TroubleBanner({ title, advice, isTransient, isWait = false }: Trouble) {
  return (
    <Banner tone={isTransient && !isWait ? 'critical' : 'info'} title={title}>
      <BlockStack gap="300">
        <Text as="p">{advice}</Text>
        <InlineStack>
          {isTransient ? (
            <Button onClick={() => window.location.reload()}>{isWait ? 'Load again' : 'Try again'}</Button>
          ) : (
            <Link url="/app">Go to the home page</Link>
          )}
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}

function describe(error: unknown): Trouble {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  if (isRouteErrorResponse(error) && error.data === BEING_DELETED) {
    return {
      screen: 'Not ready yet',
      title: 'Your earlier data is still being deleted',
      advice:
        'You uninstalled Concierge before, so Shopify asked for everything that it kept of your shop to be deleted. ' +
        'This takes some minutes. Then Concierge starts anew here: load this page again in five minutes. ' +
        'Until then no perks are given. Orders of these minutes are not lost, but count as past orders.',
      isTransient: true,
      isWait: true,
    };
  }
  if (status === 401) {
    return {
      screen: 'Signed out',
      title: 'Your session has ended',
      advice: 'Load the page again to sign in. Nothing you saved is lost.',
      isTransient: true,
    };
  }
  if (status === 404) {
    return {
      screen: 'Page not found',
      title: 'There is nothing here',
      advice: 'It may have been deleted, or the address is wrong.',
      isTransient: false,
    };
  }
  return {
    screen: 'Something went wrong',
    title: 'This page could not be loaded',
    advice: 'Rules and perks go on working while this page does not. Try again in a moment.',
    isTransient: true,
  };
}
