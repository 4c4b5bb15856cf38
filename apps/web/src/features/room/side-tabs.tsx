'use client';

import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './side-tabs.module.css';

export interface SideTab {
  readonly id: string;
  readonly label: string;
  /** A number beside the label; `news` draws it as something new for this person. */
  readonly count?: number;
  readonly news?: boolean;
  readonly content: ReactNode;
}

interface SideTabsProps {
  tabs: readonly SideTab[];
  tab: string;
  onTab: (tab: string) => void;
}

/** The side panel of wide screens, one thing at a time. A phone has its tray instead and sees the first only. */
export function SideTabs({ tabs, tab, onTab }: SideTabsProps) {
  return (
    <Tabs.Root className={styles.root} value={tab} onValueChange={onTab}>
      <Tabs.List className={styles.list} aria-label="Side panel">
        {tabs.map(({ id, label, count = 0, news = false }) => (
          <Tabs.Trigger key={id} value={id} className={styles.tab}>
            {label}
            {count > 0 ? (
              <span className={styles.count} data-news={news}>
                {count}
              </span>
            ) : null}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(({ id, content }) => (
        <Tabs.Content key={id} value={id} forceMount className={styles.content} tabIndex={-1}>
          {content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
