'use client';

import { X } from 'lucide-react';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
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
const Context = createContext<(content: ToastContent) => void>(() => undefined);

/** Say something in passing, at the foot of the window. */
export const useToast = () => use(Context);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const nextId = useRef(1);
  const show = useCallback((content: ToastContent) => {
    const id = nextId.current++;
    // The same sentence twice is one sentence; more than three are a wall.
    setToasts((all) => [...all.filter((one) => one.text !== content.text), { ...content, id }].slice(-3));
  }, []);
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
  const news = useMemo(() => toasts.filter((one) => one.tone !== 'problem'), [toasts]);
  const problems = useMemo(() => toasts.filter((one) => one.tone === 'problem'), [toasts]);

  return (
    <Context value={show}>
      {children}
      <div className={styles.shelf}>
        <div role="alert">
          {problems.map((toast) => (
            <Slip key={toast.id} toast={toast} dismiss={dismiss} />
          ))}
        </div>
        <div role="status">
          {news.map((toast) => (
            <Slip key={toast.id} toast={toast} dismiss={dismiss} />
          ))}
        </div>
      </div>
    </Context>
  );
}

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
