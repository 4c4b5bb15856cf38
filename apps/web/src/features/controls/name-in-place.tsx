'use client';

import { type KeyboardEvent, useRef, useState } from 'react';
import styles from './name-in-place.module.css';

interface NameInPlaceProps {
  /** Accessible name of the text box. */
  label: string;
  value: string;
  maxChars: number;
  className?: string | undefined;
  /** Start with the cursor in it and everything selected. */
  autoEdit?: boolean;
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
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') cancelled.current = true;
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
    event.stopPropagation();
  };

  return (
    <span className={`${styles.wrap} ${className ?? ''}`} data-text={shown || ' '}>
      <input
        aria-label={label}
        className={styles.input}
        value={shown}
        size={1}
        maxLength={maxChars}
        spellCheck={false}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to rename this.
        autoFocus={autoEdit}
        onFocus={(event) => {
          setDraft(value);
          if (autoEdit) event.currentTarget.select();
        }}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}
