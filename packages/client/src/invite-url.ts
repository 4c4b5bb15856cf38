import { inviteTokenSchema } from '@toile/protocol';

/** The link that hands `token` on. The token stands behind the "#": it reaches no server log and no Referer. */
export const inviteUrl = (baseUrl: string, token: string): string => `${baseUrl}/join#${token}`;

/** The token inside an invite link, or in a bare token that somebody pasted; null where there is none. */
export function tokenFromInviteUrl(url: string): string | null {
  const text = url.trim();
  const token = text.slice(text.indexOf('#') + 1);
  return inviteTokenSchema.safeParse(token).success ? token : null;
}
