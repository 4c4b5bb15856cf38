'use client';

import type { Member, Role } from '@toile/protocol';
import { useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';

/** Gives a member another role, and says so. */
export function useSetRole({ id, name }: Member): {
  readonly busy: boolean;
  readonly setRole: (role: Role) => void;
} {
  const { http, roomId } = useOpenRoom();
  const attempt = useAttempt();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const setRole = async (role: Role) => {
    setBusy(true);
    if (await attempt(() => http.setRole(roomId, id, role))) toast({ text: `${name} is now ${role}.` });
    setBusy(false);
  };
  return { busy, setRole: (role) => void setRole(role) };
}
