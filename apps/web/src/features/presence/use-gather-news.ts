'use client';

import { useEffect } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useToast } from '../controls/toasts.js';

/** Passes on the host's call to look at a design, as an offer: nobody is moved who does not take it. */
export function useGatherNews(onShow: (designId: string) => void): void {
  const { client } = useOpenRoom();
  const toast = useToast();
  useEffect(
    () =>
      client.onSignal((signal) => {
        if (signal.kind !== 'gather') return;
        const design = client.rack.find(({ id }) => id === signal.designId);
        const host = client.state.members.find(({ id }) => id === signal.by);
        if (!design || signal.by === client.state.me?.id) return;
        toast({
          text: `${host?.name ?? 'The host'} asks everyone to look at ${design.name}.`,
          action: { label: 'Go', run: () => onShow(design.id) },
        });
      }),
    [client, toast, onShow],
  );
}
