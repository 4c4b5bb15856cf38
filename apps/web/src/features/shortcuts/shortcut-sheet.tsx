'use client';

import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '../controls/dialog.js';
import { IconButton } from '../controls/icon-button.js';
import { shortcutGroups } from './shortcut-list.js';
import styles from './shortcut-sheet.module.css';
import { useShortcut } from './use-shortcut.js';

/** The button of the shortcut sheet, and the sheet; `?` opens it too. */
export function ShortcutSheet() {
  const [open, setOpen] = useState(false);
  useShortcut('?', () => setOpen(true));
  return (
    <>
      <IconButton label="Keyboard shortcuts" hint="?" onClick={() => setOpen(true)}>
        <Keyboard />
      </IconButton>
      <Dialog
        title="Keyboard"
        description="Everything in the room can be reached with Tab; these are quicker. On a Mac, ⌘ is Ctrl."
        open={open}
        onOpenChange={setOpen}
      >
        <div className={styles.groups}>
          {shortcutGroups.map(({ where, shortcuts }) => (
            <section key={where} aria-label={where}>
              <h3 className={styles.where}>{where}</h3>
              <dl className={styles.list}>
                {shortcuts.map(({ keys, does }) => (
                  <div key={does} className={styles.row}>
                    <dt>
                      {keys.map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Dialog>
    </>
  );
}
