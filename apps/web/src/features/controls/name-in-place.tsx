'use client';

import { type ChangeEvent, type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import styles from './name-in-place.module.css';

interface NameInPlaceProps {
  /** Accessible name of the text box. */
  label: string;
  value: string;
  maxChars: number;
  className?: string | undefined;
  /** Start with the cursor in it and everything selected. */
  autoEdit?: boolean;
  /** A name that is too long for one line goes on in a second one. */
  wraps?: boolean;
  onCommit: (value: string) => void;
  onDone?: () => void;
}

/**
 * A name that is edited where it stands: Enter or leaving commits, Escape takes it back. While somebody types,
 * changes from elsewhere do not overwrite the draft.
 */
export function NameInPlace({
  label,
  value,
  maxChars,
  className,
  autoEdit = false,
  wraps = false,
  onCommit,
  onDone,
}: NameInPlaceProps) {
  const [draft, setDraft] = useState<string | null>(autoEdit ? value : null);
  const cancelled = useRef(false);
  const shown = draft ?? value;

  const leave = () => {
    const text = (draft ?? value).trim();
    setDraft(null);
    if (!cancelled.current && text !== '' && text !== value) onCommit(text);
    cancelled.current = false;
    onDone?.();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') cancelled.current = true;
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      event.currentTarget.blur();
    }
    event.stopPropagation();
  };
  const box = {
    'aria-label': label,
    className: styles.box,
    value: shown,
    maxLength: maxChars,
    spellCheck: false,
    autoComplete: 'off',
    autoFocus: autoEdit,
    onFocus: (event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setDraft(value);
      if (autoEdit) event.currentTarget.select();
    },
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setDraft(event.target.value.replace(/\s*\n\s*/g, ' ')),
    onBlur: leave,
    onKeyDown,
  };

  return (
    <span className={`${styles.wrap} ${className ?? ''}`} data-text={shown || ' '} data-wraps={wraps}>
      {wraps ? <textarea rows={1} cols={1} {...box} /> : <input size={1} {...box} />}
    </span>
  );
}
