'use client';

import type { Invite, InviteRole } from '@toile/protocol';
import { useCallback, useEffect, useState } from 'react';
import { keepInvite, keptInvites } from '../../client/kept-invites.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useAttempt } from '../controls/use-attempt.js';

export interface Link {
  readonly invite: Invite;
  /** Null for a link that was made in another browser: the server keeps a hash only. */
  readonly url: string | null;
}

/** The room's live invite links, by role, while `open`. */
export function useInvites(open: boolean) {
  const { http, roomId } = useOpenRoom();
  const attempt = useAttempt();
  const [invites, setInvites] = useState<readonly Invite[] | null>(null);
  const [busy, setBusy] = useState<InviteRole | null>(null);

  const load = useCallback(async () => setInvites(await http.invites(roomId)), [http, roomId]);
  useEffect(() => {
    if (open) void attempt(load);
  }, [open, attempt, load]);

  const during = async (role: InviteRole, run: () => Promise<void>) => {
    setBusy(role);
    await attempt(run);
    setBusy(null);
  };
  const create = (role: InviteRole) =>
    during(role, async () => {
      const { invite, token } = await http.createInvite(roomId, role);
      const live = await http.invites(roomId);
      keepInvite(
        roomId,
        { id: invite.id, token },
        live.map(({ id }) => id),
      );
      setInvites(live);
    });
  const revoke = (role: InviteRole, inviteId: string) =>
    during(role, async () => {
      await http.revokeInvite(roomId, inviteId);
      await load();
    });

  const linkOf = (role: InviteRole): Link | null => {
    const invite = invites?.find((one) => one.role === role);
    if (!invite) return null;
    const token = keptInvites(roomId)[invite.id];
    return { invite, url: token === undefined ? null : `${http.baseUrl}/join#${token}` };
  };
  return { loading: invites === null, busy, linkOf, create, revoke };
}
