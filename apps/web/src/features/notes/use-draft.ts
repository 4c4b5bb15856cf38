'use client';

import { type ChangeEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';

type TextBox = HTMLInputElement | HTMLTextAreaElement;

/**
 * A text that is committed when its box is left, also by closing what it stands in; Escape takes the draft
 * back, Ctrl+Enter (Enter in a single line) commits. Changes from elsewhere do not overwrite a draft.
 */
export function useDraft(value: string, commit: (text: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  const latest = useRef({ draft, value, commit });
  latest.current = { draft, value, commit };

  const keep = useCallback(() => {
    const { draft, value, commit } = latest.current;
    latest.current.draft = null;
    setDraft(null);
    const text = draft?.trim();
    if (text !== undefined && text !== value) commit(text);
  }, []);
  // The box may leave the screen without losing the focus first.
  useEffect(() => keep, [keep]);

  return {
    value: draft ?? value,
    onChange: (event: ChangeEvent<TextBox>) => setDraft(event.target.value),
    onBlur: keep,
    onKeyDown: (event: KeyboardEvent<TextBox>) => {
      const single = event.currentTarget instanceof HTMLInputElement;
      if (event.key === 'Enter' && (single || event.ctrlKey || event.metaKey)) keep();
      if (event.key !== 'Escape' || draft === null) return;
      // The first Escape takes the draft back, the next one closes.
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation();
      latest.current.draft = null;
      setDraft(null);
    },
  };
}
