import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Headers of every answer, page or not. */
function commonHeaders(https: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    ...(https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}

/** Set the headers of an answer that is no page: nothing in it may be run or framed. */
export function secureAnswer(response: ServerResponse, https: boolean): void {
  for (const [name, value] of Object.entries(commonHeaders(https))) response.setHeader(name, value);
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
}

export interface PageOptions {
  readonly https: boolean;
  readonly host: string | undefined;
  /** Whose pages may show this one in a frame, as a CSP source list; nobody's where absent. */
  readonly ancestors?: string;
}

/**
 * Set the headers of a page, with a nonce of its own for the scripts that Next writes into it. Next reads the
 * nonce out of the request's Content-Security-Policy header, so the policy is put there too.
 */
export function securePage(
  request: IncomingMessage,
  response: ServerResponse,
  { https, host, ancestors = "'none'" }: PageOptions,
): void {
  for (const [name, value] of Object.entries(commonHeaders(https))) response.setHeader(name, value);
  // Older browsers know nothing finer than never; those that know frame-ancestors ignore it.
  if (ancestors !== "'none'") response.removeHeader('X-Frame-Options');
  const policy = pagePolicy(randomBytes(16).toString('base64'), host, ancestors);
  request.headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
}

/**
 * Let pages in sandboxed frames load what every page is made of: their origin is none, so it is never the same.
 * Only for files that are the same for everybody.
 */
export function openAsset(response: ServerResponse): void {
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('Access-Control-Allow-Origin', '*');
}

function pagePolicy(nonce: string, host: string | undefined, ancestors: string): string {
  // Older Safari does not count a WebSocket of the same host as 'self'.
  const sockets = host && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // Styles set from script and by React's style attribute cannot carry a nonce.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    // The page reads back the frames that it holds, to copy and to save them.
    `connect-src 'self' blob:${sockets}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}
