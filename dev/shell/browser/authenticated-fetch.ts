const retryHeader = 'X-Shopify-Retry-Invalid-Session-Request';

/**
 * As App Bridge does: requests to the app's own origin carry a session token, and one that the app refuses as stale
 * is sent once more with a fresh one.
 */
export function authenticateFetch(idToken: () => Promise<string>): void {
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has('Authorization')) {
      return plainFetch(request);
    }
    const again = request.clone();
    const response = await plainFetch(withToken(request, await idToken()));
    if (response.status !== 401 || !response.headers.has(retryHeader)) return response;
    return plainFetch(withToken(again, await idToken()));
  };
}

function withToken(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`);
  request.headers.set('X-Requested-With', 'XMLHttpRequest');
  return request;
}
