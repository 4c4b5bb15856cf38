'use client';

import { GalleryHorizontal, RotateCcw } from 'lucide-react';
import { Popover } from 'radix-ui';
import { Button } from '../controls/button.js';
import { Tip } from '../controls/tip.js';
import { LockToggle } from './lock-toggle.js';
import { SliderStrip, type SliderStripProps } from './slider-strip.js';
import styles from './slider-tools.module.css';
import type { Lock } from './use-lock.js';

interface SliderPopoverProps extends SliderStripProps {
  /** One line on what the slider is. */
  hint: string;
  lock: Lock;
  disabled: boolean;
  /** Where "reset" puts it. */
  rest: number;
  side: 'left' | 'top';
}

/** What a slider does, in pictures, with its lock and its way back. */
export function SliderPopover({ hint, lock, disabled, rest, side, ...strip }: SliderPopoverProps) {
  const { label, value, onPut } = strip;
  return (
    <Popover.Root>
      {/* Beside a column of sliders it stands outside the column. */}
      {side === 'left' ? <Popover.Anchor className={styles.anchor} /> : null}
      <Tip text={`What ${label.toLowerCase()} does`}>
        <Popover.Trigger className={styles.tool} aria-label={`What ${label} does`} disabled={disabled}>
          <GalleryHorizontal />
        </Popover.Trigger>
      </Tip>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side={side}
          align={side === 'left' ? 'start' : 'center'}
          sideOffset={10}
          collisionPadding={12}
          aria-label={label}
        >
          <p className={styles.title}>
            {label} {hint === '' ? null : <span>{hint}</span>}
          </p>
          <SliderStrip {...strip} />
          <div className={styles.foot}>
            <Button onClick={() => onPut(rest)} disabled={value === rest}>
              <RotateCcw /> Reset
            </Button>
            <LockToggle lock={lock} />
            <p>Click a picture to go there.</p>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
