import type { PackSummary } from '@toile/protocol';
import { lockWords } from './lock-words.js';
import styles from './transfer-notes.module.css';

/** What there is to know before it is applied. */
export function TransferNotes({
  pack,
  same,
  kinds,
  broken,
  mayChange,
  mayHang,
}: {
  pack: PackSummary;
  /** Both sources are one. */
  same: boolean;
  /** As `kindsWords` answers it. */
  kinds: string | null;
  /** Locks that applying would break. */
  broken: readonly string[];
  mayChange: boolean;
  mayHang: boolean;
}) {
  const { split, structureLayers } = pack.manifest;
  const measured = split?.curve[structureLayers[1]];
  return (
    <div className={styles.notes} role="status">
      {same ? <p>Both are the same garment. Choose another for the shape or for the look.</p> : null}
      {!mayChange && !mayHang ? (
        <p className={styles.stop}>The room is locked: this can be looked at, and applied once it is open.</p>
      ) : null}
      {mayChange && broken.length > 0 ? (
        <p className={styles.stop}>
          Locked in this design: {lockWords(broken, pack)}. Open the{' '}
          {broken.length === 1 ? 'padlock' : 'padlocks'} to apply it{mayHang ? ', or put it on the rack' : ''}
          .
        </p>
      ) : null}
      {kinds ? <p>Two kinds of garment: {kinds}.</p> : null}
      {measured ? (
        <p>
          Measured on this model: at full strength {percent(measured.structure)} of a shape stays and{' '}
          {percent(measured.appearance)} of a look comes along.
        </p>
      ) : (
        <p>Which layers of this model are shape and which are look is a guess: nobody has measured it.</p>
      )}
    </div>
  );
}

const percent = (share: number) => `${Math.round(100 * share)}%`;
