import type { RequestHandler } from 'express';

/**
 * Lets the local admin shell embed the app: adds its origin to the `frame-ancestors` that the app itself sent. The
 * production code and its policy stay as they are. The shell is reached under both of this machine's names; to a
 * browser they are two sites, so under `127.0.0.1` it frames the app as Shopify does: from another site.
 */
export function allowFraming(shellOrigin: string): RequestHandler {
  const { protocol, port } = new URL(shellOrigin);
  const shellOrigins = ['localhost', '127.0.0.1'].map((name) => `${protocol}//${name}:${port}`).join(' ');
  return (_request, response, next) => {
    const setHeader = response.setHeader.bind(response);
    response.setHeader = (name, value) =>
      setHeader(name, name.toLowerCase() === 'content-security-policy' ? withAncestors(value, shellOrigins) : value);
    next();
  };
}

function withAncestors(policy: number | string | readonly string[], origins: string): string {
  return String(policy).replace(/frame-ancestors ([^;]*)/, (directive, ancestors: string) =>
    // 'none' is how the app refuses what has no shop: it must stay refused.
    ancestors.includes("'none'") ? directive : `${directive.trimEnd()} ${origins}`,
  );
}
