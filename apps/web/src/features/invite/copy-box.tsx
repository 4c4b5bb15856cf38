'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../controls/button.js';
import { useToast } from '../controls/toasts.js';
import { copyText } from './copy-text.js';
import styles from './invite-dialog.module.css';

/** A text to hand on: shown, selected when it is touched, copied by its button. */
export function CopyBox({ label, text }: { label: string; text: string }) {
  const box = useRef<HTMLInputElement>(null);
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    if (await copyText(text, box.current)) setCopied(true);
    else
      toast({ text: 'This browser does not let a page copy. Select the text and copy it.', tone: 'problem' });
  };
  return (
    <div className={styles.copy}>
      <input
        ref={box}
        readOnly
        value={text}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button tone="solid" onClick={copy} aria-label={`Copy ${label}`}>
        {copied ? <Check /> : <Copy />} {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
