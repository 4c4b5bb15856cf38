'use client';

import { embedUrl, liveViewUrl } from '@toile/client';
import type { Embedding, LiveView } from '@toile/protocol';
import { useCallback, useEffect, useState } from 'react';
import { keepLiveView, keptLiveViewToken } from '../../client/kept-live-view.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useAttempt } from '../controls/use-attempt.js';

/** The room's live view, while `open`: its link, and whose pages may show it. */
export function useLiveView(open: boolean) {
  const { http, roomId } = useOpenRoom();
  const attempt = useAttempt();
  /** Undefined until the server has told. */
  const [view, setView] = useState<LiveView | null>();
  const [busy, setBusy] = useState(false);

  const load = useCallback(async () => setView(await http.liveView(roomId)), [http, roomId]);
  useEffect(() => {
    if (open) void attempt(load);
  }, [open, attempt, load]);

  const during = async (run: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    const done = await attempt(run);
    setBusy(false);
    return done;
  };
  const create = () =>
    during(async () => {
      const made = await http.createLiveView(roomId);
      keepLiveView(roomId, { id: made.view.id, token: made.token });
      setView(made.view);
    });
  const revoke = () =>
    during(async () => {
      await http.revokeLiveView(roomId);
      setView(null);
    });
  const setEmbedding = (embedding: Embedding) =>
    during(async () => setView(await http.setEmbedding(roomId, embedding)));

  const token = view ? keptLiveViewToken(roomId, view.id) : null;
  return {
    view,
    busy: busy || view === undefined,
    url: token === null ? null : liveViewUrl(http.baseUrl, token),
    frameUrl: view && token !== null ? embedUrl(http.baseUrl, view.id, token) : null,
    create,
    revoke,
    setEmbedding,
  };
}
