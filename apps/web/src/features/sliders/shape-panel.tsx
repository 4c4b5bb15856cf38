'use client';

import type { Design } from '@toile/room';
import { useMemo } from 'react';
import { useDesignPack, useRights, useRoomState } from '../../client/use-room.js';
import { WhyReadOnly } from '../presence/why-read-only.js';
import { sliderGroups } from './direction-groups.js';
import { LayerMatrix } from './layer-matrix.js';
import styles from './shape-panel.module.css';
import { SliderGroup } from './slider-group.js';

/** The attribute sliders of a design, as its pack offers them. */
export function ShapePanel({ design }: { design: Design | null }) {
  const pack = useDesignPack(design);
  const packs = useRoomState((state) => state.packs);
  const packError = useRoomState((state) => state.packError);
  const { edit } = useRights(design?.id ?? null);
  const groups = useMemo(() => sliderGroups(pack?.directions ?? []), [pack]);

  if (packError) return <p className={styles.quiet}>{packError.message}</p>;
  if (!pack && design?.pack && packs.length > 0) {
    return <p className={styles.quiet}>This server does not have the model that draws this design.</p>;
  }
  if (!pack) return <p className={styles.quiet}>Reading the pattern book…</p>;
  if (!design) return <p className={styles.quiet}>Sliders appear with the first design.</p>;
  return (
    <div className={styles.panel}>
      <WhyReadOnly designId={design.id} />
      {groups.length === 0 ? (
        <p className={styles.quiet}>This model has no sliders; sources and weights still work.</p>
      ) : null}
      {groups.map((group) => (
        <SliderGroup
          key={group.group}
          group={group}
          design={design}
          alone={groups.length === 1}
          disabled={!edit}
        />
      ))}
      <LayerMatrix design={design} pack={pack} disabled={!edit} />
    </div>
  );
}
