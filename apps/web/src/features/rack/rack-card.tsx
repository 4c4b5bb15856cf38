'use client';

import { limits } from '@toile/protocol';
import type { Design } from '@toile/room';
import { GripVertical } from 'lucide-react';
import { type KeyboardEvent, memo, useState } from 'react';
import { counted } from '../../client/relative-time.js';
import { useRights } from '../../client/use-room.js';
import { NameInPlace } from '../controls/name-in-place.js';
import { useHearts } from '../hearts/use-hearts.js';
import { LockMark } from '../locks/lock-mark.js';
import { CardFaces } from '../presence/card-faces.js';
import { colourVar } from '../presence/person.js';
import type { Looker } from '../presence/use-people.js';
import { CardReaction } from '../reactions/card-reaction.js';
import { DesignPicture } from '../stage/design-picture.js';
import { CardMenu } from './card-menu.js';
import styles from './rack-card.module.css';
import type { RackActions } from './use-rack-actions.js';

interface RackCardProps {
  design: Design;
  selected: boolean;
  mayEdit: boolean;
  first: boolean;
  last: boolean;
  lookers: readonly Looker[];
  actions: RackActions;
  onSelect: (designId: string) => void;
}

const shownPips = 5;
const nobody: readonly Looker[] = [];

/** A garment on the rack: its live picture, name, hearts, and who is looking at it. */
export const RackCard = memo(function RackCard(props: RackCardProps) {
  const { design, selected, mayEdit, first, last, actions, onSelect, lookers = nobody } = props;
  const { edit: mayChange } = useRights(design.id);
  const [renaming, setRenaming] = useState(false);
  const hearts = useHearts(design.id);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!mayEdit || renaming) return;
    const moves = event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown');
    if (moves) actions.moveBy(design, event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'F2' && mayChange) setRenaming(true);
    else if (event.key === 'Delete' && mayChange) actions.remove(design);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.card} data-selected={selected}>
      <button
        type="button"
        className={styles.select}
        aria-label={design.name}
        aria-current={selected ? 'true' : undefined}
        aria-keyshortcuts={mayEdit ? 'F2 Delete Alt+ArrowUp Alt+ArrowDown' : undefined}
        onClick={() => onSelect(design.id)}
        onDoubleClick={() => mayChange && setRenaming(true)}
        onKeyDown={onKeyDown}
      />
      <span className={styles.picture}>
        <DesignPicture design={design} />
      </span>
      <div className={styles.words}>
        {renaming ? (
          <span className={styles.rename} data-still>
            <NameInPlace
              label={`New name of ${design.name}`}
              value={design.name}
              maxChars={limits.designNameChars}
              autoEdit
              onCommit={(name) => actions.rename(design, name)}
              onDone={() => setRenaming(false)}
            />
          </span>
        ) : (
          <span className={styles.name}>{design.name}</span>
        )}
        <span className={styles.meta}>
          <LockMark designId={design.id} />
          {counted(hearts.count, 'heart')}
          <span className={styles.pips} title={hearts.givers.map(({ name }) => name).join(', ')}>
            {hearts.givers.slice(0, shownPips).map(({ id, colour }) => (
              <i key={id} style={{ background: colourVar(colour) }} />
            ))}
          </span>
        </span>
      </div>
      {selected ? null : <CardReaction designId={design.id} />}
      {lookers.length > 0 ? <CardFaces lookers={lookers} /> : null}
      {mayEdit ? (
        <span className={styles.hands} data-still>
          <CardMenu
            design={design}
            first={first}
            last={last}
            mayChange={mayChange}
            actions={actions}
            onRename={() => setRenaming(true)}
          />
        </span>
      ) : null}
      {mayEdit ? (
        <span className={styles.grip} data-grip aria-hidden="true">
          <GripVertical />
        </span>
      ) : null}
    </div>
  );
});
