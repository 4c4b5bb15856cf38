import { LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { Button } from '../controls/button.js';
import type { Lock } from './use-lock.js';

/** The lock as a button with words. */
export function LockToggle({ lock }: { lock: Lock }) {
  const { locked, toggle } = lock;
  return (
    <Button aria-pressed={locked} onClick={toggle}>
      {locked ? <LockKeyhole /> : <LockKeyholeOpen />}
      {locked ? 'Locked' : 'Lock'}
    </Button>
  );
}
