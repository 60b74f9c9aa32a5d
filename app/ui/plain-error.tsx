import { isRouteErrorResponse } from '@remix-run/react';

/** The last resort, without Polaris: says what happened and leads on. */
export function PlainError({ error }: { error: unknown }) {
  const isMissing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main style={{ fontFamily: 'system-ui, sans-serif', maxWidth: '40rem', margin: '4rem auto', padding: '0 1rem' }}>
      <h1>{isMissing ? 'There is no such page' : 'Something went wrong on our side'}</h1>
      <p>{isMissing ? 'The address may be mistyped or out of date.' : 'Reload the page to try again.'}</p>
    </main>
  );
}
