import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Banner, Page, Text } from '@shopify/polaris';
import { AppProvider } from '@shopify/shopify-app-remix/react';

/** A page of the app that failed, inside the frame that did not. */
export function RouteError() {
  const { title, advice } = describe(useRouteError());
  return (
    <Page>
      <Banner tone="critical" title={title}>
        <Text as="p">{advice}</Text>
      </Banner>
    </Page>
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
      <RouteError />
    </AppProvider>
  );
}

interface Description {
  title: string;
  advice: string;
}

function describe(error: unknown): Description {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  if (status === 401) {
    return { title: 'Your session has ended', advice: 'Reload the page to sign in again. Nothing you saved is lost.' };
  }
  if (status === 404) {
    return { title: 'There is nothing here', advice: 'It may have been deleted, or the address is wrong.' };
  }
  return {
    title: 'Something went wrong on our side',
    advice: 'Reload the page to try again. Rules and perks go on working while this page does not.',
  };
}
