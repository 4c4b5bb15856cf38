import { LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { Tip } from '../controls/tip.js';
import styles from './slider-tools.module.css';
import type { Lock } from './use-lock.js';

/** A small padlock: what is locked survives shuffles and children. Shown where it is locked, or looked for. */
export function LockButton({ label, lock, disabled }: { label: string; lock: Lock; disabled: boolean }) {
  const { locked, toggle } = lock;
  return (
    <Tip text={locked ? 'Locked: shuffles and children leave it alone' : 'Lock, for shuffles and children'}>
      <button
        type="button"
        className={styles.tool}
        aria-label={`Lock ${label}`}
        aria-pressed={locked}
        disabled={disabled}
        onClick={toggle}
      >
        {locked ? <LockKeyhole /> : <LockKeyholeOpen />}
      </button>
    </Tip>
  );
}
