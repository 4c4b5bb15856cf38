'use client';

import { type KeyboardEvent, useRef } from 'react';
import styles from './phone-tabs.module.css';

export const phoneTabs = ['rack', 'mix', 'shape', 'vote', 'people'] as const;
export type PhoneTab = (typeof phoneTabs)[number];

const labels: Record<PhoneTab, string> = {
  rack: 'Rack',
  mix: 'Mix',
  shape: 'Shape',
  vote: 'Vote',
  people: 'People',
};

/** The tray's tabs on a phone; arrow keys walk along them. Wider screens show everything at once. */
export function PhoneTabs({
  tab,
  onTab,
  due,
}: {
  tab: PhoneTab;
  onTab: (tab: PhoneTab) => void;
  /** The tab where something waits for this person. */
  due: PhoneTab | null;
}) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const index = (phoneTabs.indexOf(tab) + step + phoneTabs.length) % phoneTabs.length;
    onTab(phoneTabs[index] ?? tab);
    (list.current?.children[index] as HTMLElement | undefined)?.focus();
  };
  return (
    <nav className={styles.nav} aria-label="Tray">
      <div className={styles.tabs} role="tablist" aria-label="Tray" ref={list} onKeyDown={onKeyDown}>
        {phoneTabs.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === tab}
            tabIndex={one === tab ? 0 : -1}
            aria-description={one === due ? 'something waits for you' : undefined}
            data-due={one === due}
            onClick={() => onTab(one)}
          >
            {labels[one]}
          </button>
        ))}
      </div>
    </nav>
  );
}
