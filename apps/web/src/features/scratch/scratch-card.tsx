'use client';

import { EyeOff } from 'lucide-react';
import { useRoomState } from '../../client/use-room.js';
import { DesignPicture } from '../stage/design-picture.js';
import styles from './scratch.module.css';

interface ScratchCardProps {
  selectedId: string | null;
  onSelect: (designId: string) => void;
}

/** The private sketch, above the rack that everyone shares. */
export function ScratchCard({ selectedId, onSelect }: ScratchCardProps) {
  const design = useRoomState((state) => state.scratch?.design ?? null);
  if (!design) return null;
  return (
    <button
      type="button"
      className={styles.card}
      aria-current={design.id === selectedId ? 'true' : undefined}
      onClick={() => onSelect(design.id)}
    >
      <span className={styles.picture}>
        <DesignPicture design={design} alt="" />
      </span>
      <span className={styles.about}>
        <b>{design.name}</b>
        <span>
          <EyeOff /> Only for you
        </span>
      </span>
    </button>
  );
}
