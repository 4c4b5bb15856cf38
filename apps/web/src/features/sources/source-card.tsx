'use client';

import { type Design, type DesignSource, type Side, sourceRecipe } from '@toile/room';
import { Popover } from 'radix-ui';
import { useMemo } from 'react';
import { pictureOf } from '../../client/picture-source.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack, useRights } from '../../client/use-room.js';
import { PhotoOfSource } from '../photos/photo-of-source.js';
import { PhotoThumb } from '../photos/photo-thumb.js';
import { useSeedDrop } from '../seeds/seed-drag.js';
import { useSeedActions } from '../seeds/use-seed-actions.js';
import styles from './source-card.module.css';
import { SourceEditor } from './source-editor.js';
import { SteadyPicture } from './steady-picture.js';
import { useSettled } from './use-settled.js';

/** One of the two garments that a design is mixed from; click it to choose another, or to see its photo. */
export function SourceCard({ design, side }: { design: Design; side: Side }) {
  const { http, roomId } = useOpenRoom();
  const pack = useDesignPack(design);
  const { edit } = useRights(design.id);
  const source = side === 'a' ? design.a : design.b;
  const picture = useMemo(
    () => (pack ? pictureOf(http, roomId, sourceRecipe(design, side, pack)) : null),
    [http, roomId, design, side, pack],
  );
  // Wildness changes both sources with every step of a drag: draw them when the hand rests.
  const settledPicture = useSettled(picture, 250);
  const letter = side.toUpperCase();
  const category = source.category === null ? null : pack?.manifest.categories[source.category];
  const origin = sourceOrigin(source);
  const photo = source.kind === 'latent' ? source.photo : null;
  const words = category ? `${category} ${origin.short}` : origin.full;

  const { take } = useSeedActions(design, pack, nothing);
  const drop = useSeedDrop(edit ? (seed) => take(side, seed) : null);

  return (
    <div className={styles.source} data-over={drop.over} data-photo-aim={side} {...drop.handlers}>
      <Popover.Root>
        <Popover.Trigger
          className={styles.trigger}
          aria-label={`Source ${letter}: ${category ? `${category}, ` : ''}${origin.full}`}
          disabled={!edit && photo === null}
        >
          <SteadyPicture picture={settledPicture} alt={`Source ${letter}, ${words}`} />
          {photo ? <PhotoThumb hash={photo} className={styles.photo} /> : null}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            className={styles.popover}
            side="top"
            align={side === 'a' ? 'start' : 'end'}
            sideOffset={10}
            collisionPadding={10}
            aria-label={`Source ${letter}`}
          >
            {edit ? (
              <SourceEditor design={design} side={side} />
            ) : photo ? (
              <PhotoOfSource design={design} side={side} hash={photo} />
            ) : null}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <span className={styles.words} aria-hidden="true">
        <b>{letter}</b> {words}
      </span>
    </div>
  );
}

/** Where a source comes from, after the name of its kind and on its own. */
function sourceOrigin(source: DesignSource): { short: string; full: string } {
  if (source.kind === 'seed') return { short: String(source.seed), full: `seed ${source.seed}` };
  return source.photo === null
    ? { short: '· design', full: 'from a design' }
    : { short: '· photo', full: 'from a photo' };
}

const nothing = () => undefined;
