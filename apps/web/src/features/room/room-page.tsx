'use client';

import { lazy, Suspense, useSyncExternalStore } from 'react';
import { RoomOpening } from './room-opening.js';

const OpenRoomPage = lazy(async () => ({ default: (await import('./open-room-page.js')).OpenRoomPage }));

/** A room lives in the browser: the server sends its empty proportions, and never loads Yjs a second time for it. */
export function RoomPage({ roomId }: { roomId: string }) {
  const inBrowser = useSyncExternalStore(nothingChanges, inTheBrowser, onTheServer);
  if (!inBrowser) return <RoomOpening />;
  return (
    <Suspense fallback={<RoomOpening />}>
      <OpenRoomPage roomId={roomId} />
    </Suspense>
  );
}

const nothingChanges = () => () => undefined;
const inTheBrowser = () => true;
const onTheServer = () => false;
