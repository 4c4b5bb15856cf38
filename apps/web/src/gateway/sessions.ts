import { createHash } from 'node:crypto';
import { newToken, sessionCookie, sessionTokenSchema } from '@toile/protocol';

const yearSeconds = 365 * 24 * 60 * 60;

/** A browser's session as the server handles it: the token goes to the browser, the hash to the store. */
export interface Session {
  readonly token: string;
  /** SHA-256 of the token, hex: all that the store ever sees. */
  readonly hash: string;
}

/** SHA-256 in hex of a session or invite token. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The session that a Cookie header names, or null where it names none that could be ours. */
export function sessionFromCookie(header: string | undefined): Session | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name !== sessionCookie) continue;
    const token = sessionTokenSchema.safeParse(value);
    if (token.success) return { token: token.data, hash: tokenHash(token.data) };
  }
  return null;
}

export function newSession(): Session {
  const token = newToken();
  return { token, hash: tokenHash(token) };
}

/** The Set-Cookie value of a session: for a year, out of reach of scripts and of other sites' requests. */
export function sessionSetCookie(session: Session, secure: boolean): string {
  const attributes = ['Path=/', `Max-Age=${yearSeconds}`, 'HttpOnly', 'SameSite=Lax'];
  if (secure) attributes.push('Secure');
  return [`${sessionCookie}=${session.token}`, ...attributes].join('; ');
}
