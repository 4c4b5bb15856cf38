'use client';

import { X } from 'lucide-react';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from './button.js';
import { IconButton } from './icon-button.js';
import styles from './toasts.module.css';

export interface ToastContent {
  text: string;
  /** `problem` is spoken at once (role alert), `news` when the screen reader pauses (role status). */
  tone?: 'news' | 'problem';
  action?: { label: string; run: () => void };
}

interface Toast extends ToastContent {
  id: number;
}

const shownMs = 8_000;
/** More than these wait for their turn in vain. */
const mostWaiting = 3;
const Context = createContext<(content: ToastContent) => void>(() => undefined);
const PlaceContext = createContext<(place: HTMLElement | null) => void>(() => undefined);

/** Say something in passing, in the page's place for that or, without one, at the foot of the window. */
export const useToast = () => use(Context);

/** Where a page wants toasts to be: somewhere that holds nothing people need. */
export function ToastPlace({ className }: { className?: string | undefined }) {
  return <div ref={use(PlaceContext)} className={`${styles.place} ${className ?? ''}`} />;
}

/** Toasts, one at a time: problems first, then the latest; those that it covers come back when it has gone. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const nextId = useRef(1);
  const show = useCallback((content: ToastContent) => {
    const id = nextId.current++;
    // The same sentence twice is one sentence.
    setToasts((all) =>
      [...all.filter((one) => one.text !== content.text), { ...content, id }].slice(-mostWaiting),
    );
  }, []);
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
  const shown = useMemo(() => toasts.findLast(isProblem) ?? toasts.at(-1) ?? null, [toasts]);
  const slip = shown && <Slip key={shown.id} toast={shown} dismiss={dismiss} />;
  // `aria-live` besides the role: a dialog hides everything else from those who listen.
  const shelf = (
    <div className={styles.shelf}>
      <div role="alert" aria-live="assertive">
        {shown && isProblem(shown) ? slip : null}
      </div>
      <div role="status" aria-live="polite">
        {shown && !isProblem(shown) ? slip : null}
      </div>
    </div>
  );

  return (
    <Context value={show}>
      <PlaceContext value={setPlace}>
        {children}
        {place ? createPortal(shelf, place) : shelf}
      </PlaceContext>
    </Context>
  );
}

const isProblem = ({ tone }: Toast): boolean => tone === 'problem';

/** One toast. It goes by itself unless the pointer or the focus rests on it. */
function Slip({ toast, dismiss }: { toast: Toast; dismiss: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  const { id, action } = toast;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [held, id, dismiss]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the message while it is being read.
    <div
      className={styles.slip}
      data-tone={toast.tone ?? 'news'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {action ? (
        <Button
          tone="quiet"
          className={styles.action}
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label="Dismiss" onClick={() => dismiss(id)}>
        <X />
      </IconButton>
    </div>
  );
}
