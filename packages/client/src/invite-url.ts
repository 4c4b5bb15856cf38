import { inviteTokenSchema } from '@toile/protocol';

/** The link that hands `token` on. The token stands behind the "#": it reaches no server log and no Referer. */
export const inviteUrl = (baseUrl: string, token: string): string => `${baseUrl}/join#${token}`;

/** Where a live view is watched on a page of its own. */
export const liveViewUrl = (baseUrl: string, token: string): string => `${baseUrl}/live#${token}`;

/** Where a live view is watched inside another site's page. The id is no secret: it tells whose pages those may be. */
export const embedUrl = (baseUrl: string, viewId: string, token: string): string =>
  `${baseUrl}/embed/${viewId}#${token}`;

/** The token inside an invite link, or in a bare token that somebody pasted; null where there is none. */
export function tokenFromInviteUrl(url: string): string | null {
  const text = url.trim();
  const token = text.slice(text.indexOf('#') + 1);
  return inviteTokenSchema.safeParse(token).success ? token : null;
}
