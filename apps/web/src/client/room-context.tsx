'use client';

import { BrowserShelf, RoomClient, type ToileHttp } from '@toile/client';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { startAwayWorker } from './away-worker.js';
import { browserHttp } from './browser-http.js';
import { FramePictures } from './frame-pictures.js';
import { RecipePictures } from './recipe-pictures.js';

/** One open room: everything inside `RoomProvider` reads it from here. */
export interface OpenRoom {
  readonly roomId: string;
  readonly http: ToileHttp;
  readonly client: RoomClient;
  readonly pictures: FramePictures;
  readonly recipePictures: RecipePictures;
}

const Context = createContext<OpenRoom | null>(null);

/** @throws TypeError outside a RoomProvider */
export function useOpenRoom(): OpenRoom {
  const room = use(Context);
  if (!room) throw new TypeError('useOpenRoom: expected to be inside a RoomProvider');
  return room;
}

/** Opens the room while it is on the screen and closes it afterwards. `before` shows until then. */
export function RoomProvider({
  roomId,
  before,
  children,
}: {
  roomId: string;
  before: ReactNode;
  children: ReactNode;
}) {
  const [client, setClient] = useState<RoomClient | null>(null);
  useEffect(() => {
    const opened = RoomClient.open({ http: browserHttp(), roomId, shelf: BrowserShelf.open });
    setClient(opened);
    return () => {
      setClient(null);
      opened.close();
    };
  }, [roomId]);
  useEffect(startAwayWorker, []);
  const room = useMemo(
    () =>
      client && {
        roomId,
        http: browserHttp(),
        client,
        pictures: new FramePictures(client),
        recipePictures: new RecipePictures(client.pictures),
      },
    [client, roomId],
  );
  return room ? <Context value={room}>{children}</Context> : before;
}
