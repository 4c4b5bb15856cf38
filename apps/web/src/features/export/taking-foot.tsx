'use client';

import { Button } from '../controls/button.js';
import styles from './taking-foot.module.css';
import type { Taking } from './use-taking.js';

interface TakingFootProps {
  taking: Taking;
  /** On the button. */
  label: string;
  /** Said while the pieces are made, such as "pictures drawn". */
  pieces: string;
  /** Said once they are all there and are put together. */
  finishing?: string;
  /** Said when it is done. */
  done: string;
  disabled: boolean;
  onCancel: () => void;
}

/** The foot of an export form: the button, how far the work is, and what went wrong. */
export function TakingFoot({ taking, label, pieces, finishing, done, disabled, onCancel }: TakingFootProps) {
  const busy = taking.at === 'work';
  const whole = busy && taking.done === taking.of;
  return (
    <div className={styles.foot}>
      <p className={styles.words} role={taking.at === 'failed' ? 'alert' : 'status'} data-at={taking.at}>
        {busy ? (whole && finishing ? finishing : `${taking.done} of ${taking.of} ${pieces}`) : null}
        {taking.at === 'failed' ? taking.why : null}
        {taking.at === 'done' ? done : null}
      </p>
      {busy ? <Button onClick={onCancel}>Cancel</Button> : null}
      <Button tone="solid" type="submit" disabled={disabled || busy}>
        {label}
      </Button>
      {busy ? (
        <progress
          className={styles.thread}
          value={taking.done}
          max={taking.of}
          aria-label={`${taking.done} of ${taking.of} ${pieces}`}
        />
      ) : null}
    </div>
  );
}
