/** For load balancers: the process serves requests. Says nothing about anything else. */
export function loader(): Response {
  return new Response('ok', { headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });
}
