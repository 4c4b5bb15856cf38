import { Wordmark } from '../controls/wordmark.js';
import { Basting } from '../stage/basting.js';
import styles from './room-opening.module.css';

/** What stands before the scripts have started: the page in its proportions, empty. */
export function RoomOpening() {
  return (
    <div className={styles.opening}>
      <header>
        <Wordmark />
      </header>
      <div className={styles.paper}>
        <Basting>Opening the room…</Basting>
      </div>
    </div>
  );
}
