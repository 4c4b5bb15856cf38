'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { usePhone } from '../../client/use-phone.js';
import { IconButton } from '../controls/icon-button.js';
import styles from './explore-panel.module.css';

interface ExplorePanelProps {
  title: string;
  /** Read to those who do not see the panel. */
  description: string;
  onClose: () => void;
  /** Beside the title. */
  tools?: ReactNode;
  children: ReactNode;
}

/**
 * A tool over the stage. Wide: a board that leaves rack, weights and sliders in use around it. On a phone: a sheet
 * of the whole height. Escape closes it, and the focus goes back to where it was.
 */
export function ExplorePanel({ title, description, onClose, tools, children }: ExplorePanelProps) {
  const phone = usePhone();
  const content = (
    <Dialog.Content
      className={styles.panel}
      onInteractOutside={(event) => event.preventDefault()}
      data-explore
    >
      <div className={styles.head}>
        <Dialog.Title className={styles.title}>{title}</Dialog.Title>
        <Dialog.Description className={styles.hidden}>{description}</Dialog.Description>
        <div className={styles.tools}>{tools}</div>
        <Dialog.Close asChild>
          <IconButton label={`Close ${title.toLowerCase()}`}>
            <X />
          </IconButton>
        </Dialog.Close>
      </div>
      {children}
    </Dialog.Content>
  );
  return (
    <Dialog.Root open modal={phone} onOpenChange={(open) => open || onClose()}>
      {phone ? <Dialog.Portal>{content}</Dialog.Portal> : content}
    </Dialog.Root>
  );
}
