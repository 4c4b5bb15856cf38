'use client';

import { useOpenRoom } from '../../client/room-context.js';
import { usePhotoDesk } from './photo-desk.js';

/** A photo, small, beside what was found in it; nothing where it was removed. */
export function PhotoThumb({ hash, className }: { hash: string; className?: string | undefined }) {
  const { http, roomId } = useOpenRoom();
  const { gone, markGone } = usePhotoDesk();
  if (gone.has(hash)) return null;
  return (
    // biome-ignore lint/performance/noImgElement: it has its final size already, and only members may have it.
    <img
      className={className}
      src={http.photoUrl(roomId, hash)}
      alt=""
      draggable={false}
      onError={() => markGone(hash)}
    />
  );
}
