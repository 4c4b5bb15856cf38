'use client';

import { Radio } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { FramePictures } from '../../client/frame-pictures.js';
import { Button } from '../controls/button.js';
import styles from './watch-rail.module.css';
import { WatchedPicture } from './watched-picture.js';

interface WatchRailProps {
  pictures: FramePictures;
  designs: readonly { readonly id: string; readonly name: string }[];
  shownId: string | null;
  /** The stage goes along with the room. */
  following: boolean;
  /** Keep a design on the stage; null: follow the room. */
  onPin: (designId: string | null) => void;
}

/** The rack in small. The stage follows whatever changes, unless somebody here keeps one design on it. */
export function WatchRail({ pictures, designs, shownId, following, onPin }: WatchRailProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const shown = list.current?.querySelector(`[data-design="${shownId}"]`);
    shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shownId]);
  return (
    <nav className={styles.rail} aria-label="Designs">
      <ul ref={list}>
        {designs.map((design) => (
          <li key={design.id} data-design={design.id}>
            <button
              type="button"
              aria-label={design.name}
              aria-current={design.id === shownId ? 'true' : undefined}
              title={design.name}
              onClick={() => onPin(design.id)}
            >
              <WatchedPicture pictures={pictures} design={design} alt="" />
            </button>
          </li>
        ))}
      </ul>
      <Button
        aria-pressed={following}
        className={styles.follow}
        onClick={() => onPin(following ? shownId : null)}
      >
        <Radio /> {following ? 'Following the room' : 'Follow the room'}
      </Button>
    </nav>
  );
}
