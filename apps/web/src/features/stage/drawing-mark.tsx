'use client';

import { usePicture, useRoomState } from '../../client/use-room.js';
import { useConnection } from '../connection/use-connection.js';
import styles from './drawing-mark.module.css';

/**
 * A quiet note in the corner while the picture on the stage is older than the design. It only appears when a
 * picture takes long enough to be missed.
 */
export function DrawingMark({ designId }: { designId: string }) {
  const picture = usePicture(designId);
  const absent = useRoomState((state) => state.renderer?.workers.length === 0);
  const offline = useConnection() === 'offline';
  if (picture?.final) return null;
  if (offline) return <p className={styles.mark}>Drawn once the server is back.</p>;
  if (absent) return <p className={styles.mark}>No renderer is running. The picture follows.</p>;
  return picture ? (
    <p className={styles.mark} data-late="true">
      Drawing…
    </p>
  ) : null;
}
