'use client';

import { Popover } from 'radix-ui';
import styles from './state-slip.module.css';
import { useRendererWords } from './use-renderer-words.js';
import { useSavedWords } from './use-saved-words.js';

/** On a phone: a dot for the room's health, and its words on a slip for whoever taps it. */
export function StateSlip() {
  const saved = useSavedWords();
  const renderer = useRendererWords();
  const trouble = saved.tone === 'calm' && renderer?.state === 'trouble';
  const short = renderer?.state === 'resting' ? `Pictures are drawn ${renderer.short}` : renderer?.short;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={styles.dot}
          data-tone={trouble ? 'busy' : saved.tone}
          aria-label={`State: ${[saved.text, short].filter(Boolean).join('; ')}`}
        >
          <i />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.slip} sideOffset={4} collisionPadding={12} aria-label="State">
          <p>{saved.text}</p>
          {renderer ? <p>{renderer.long}</p> : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
