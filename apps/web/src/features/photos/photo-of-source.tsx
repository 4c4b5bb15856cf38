'use client';

import { mayHost, type Photo } from '@toile/protocol';
import { type Design, packOf, type Side, sourceRecipe } from '@toile/room';
import { useEffect, useMemo, useState } from 'react';
import { pictureOf } from '../../client/picture-source.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { SteadyPicture } from '../sources/steady-picture.js';
import { usePhotoDesk } from './photo-desk.js';
import styles from './photo-of-source.module.css';

/** The photo that a source was found in beside what is drawn of it, and a way to remove the photo. */
export function PhotoOfSource({ design, side, hash }: { design: Design; side: Side; hash: string }) {
  const { http, roomId } = useOpenRoom();
  const me = useRoomState((state) => state.me);
  const members = useRoomState((state) => state.members);
  const pack = useRoomState((state) => packOf(design, state));
  const attempt = useAttempt();
  const { gone, markGone } = usePhotoDesk();
  const isGone = gone.has(hash);
  const [photo, setPhoto] = useState<Photo | null>(null);
  const [sure, setSure] = useState(false);
  const drawn = useMemo(
    () => pack && pictureOf(http, roomId, sourceRecipe(design, side, pack)),
    [http, roomId, design, side, pack],
  );
  useEffect(() => {
    let left = false;
    http
      .photos(roomId)
      .then((photos) => {
        const found = photos.find((one) => one.hash === hash);
        if (left) return;
        if (found) setPhoto(found);
        else markGone(hash);
      })
      // Without an answer the picture itself shows whether it is there.
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [http, roomId, hash, markGone]);

  const by = photo && members.find(({ id }) => id === photo.by)?.name;
  const mayRemove = photo !== null && !isGone && me !== null && (photo.by === me.id || mayHost(me.role));
  const remove = async () => {
    if (await attempt(() => http.removePhoto(roomId, hash))) markGone(hash);
    setSure(false);
  };
  return (
    <div className={styles.pair}>
      <figure>
        {isGone ? (
          <span className={styles.gone}>photo removed</span>
        ) : (
          // biome-ignore lint/performance/noImgElement: it has its final size already, and only members may have it.
          <img
            src={http.photoUrl(roomId, hash)}
            alt="As it was photographed"
            onError={() => markGone(hash)}
          />
        )}
        <figcaption>{by ? `Photo by ${by}` : 'Photo'}</figcaption>
      </figure>
      <figure>
        <span className={styles.drawn}>
          <SteadyPicture picture={drawn} alt="As the model draws it" />
        </span>
        <figcaption>Drawn</figcaption>
      </figure>
      {mayRemove ? (
        <div className={styles.remove}>
          {sure ? (
            <>
              <span>For everyone, for good? The design stays.</span>
              <Button tone="quiet" onClick={() => setSure(false)}>
                Keep
              </Button>
              <Button onClick={remove}>Remove</Button>
            </>
          ) : (
            <Button tone="quiet" onClick={() => setSure(true)}>
              Remove photo
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}
