'use client';

import { RoomProvider } from '../../client/room-context.js';
import { RoomOpening } from './room-opening.js';
import { RoomScreen } from './room-screen.js';

/** The whole room, from the address alone. */
export function OpenRoomPage({ roomId }: { roomId: string }) {
  return (
    <RoomProvider roomId={roomId} before={<RoomOpening />}>
      <RoomScreen />
    </RoomProvider>
  );
}
