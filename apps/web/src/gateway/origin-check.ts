import type { IncomingHttpHeaders } from 'node:http';

export interface OriginPolicy {
  /** Origins that are welcome besides the server's own, such as `https://toile.example`. */
  readonly allowedOrigins: readonly string[];
  /** Whether X-Forwarded-* headers are a proxy's and can be believed. */
  readonly trustProxy: boolean;
}

/**
 * Whether a request that changes something, or opens a socket, comes from a page that may do so: one of the
 * same host, or of an allowed origin. Programs send no Origin and carry no browser's cookie: they pass.
 */
export function originAllowed(headers: IncomingHttpHeaders, policy: OriginPolicy): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (policy.allowedOrigins.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === requestHost(headers, policy.trustProxy);
}

/** The host that the browser asked for, with its port where that is not the scheme's own. */
export function requestHost(headers: IncomingHttpHeaders, trustProxy: boolean): string | undefined {
  const forwarded = headers['x-forwarded-host'];
  if (trustProxy && typeof forwarded === 'string') return forwarded.split(',').at(-1)?.trim().toLowerCase();
  return headers.host?.toLowerCase();
}
