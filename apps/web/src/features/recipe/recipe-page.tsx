'use client';

import { readSharedRecipe, type SharedRecipe } from '@toile/client/http';
import type { RoomList } from '@toile/protocol';
import { mayEdit } from '@toile/protocol';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { browserHttp } from '../../client/browser-http.js';
import { pictureOf } from '../../client/picture-source.js';
import { relativeTime } from '../../client/relative-time.js';
import { Notice } from '../controls/notice.js';
import { wordsOf } from '../controls/words-of.js';
import { OpenRoomForm } from '../landing/open-room-form.js';
import { SteadyPicture } from '../sources/steady-picture.js';
import { Basting } from '../stage/basting.js';
import styles from './recipe-page.module.css';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** What a recipe's link leads to: its picture, where this browser is in a room that can draw it, and ways to use it. */
export function RecipePage() {
  const hash = useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => null,
  );
  const read = useMemo(() => (hash === null ? null : readHash(hash)), [hash]);
  if (read === null) {
    return (
      <div className={styles.asking}>
        <Basting>Reading the recipe…</Basting>
      </div>
    );
  }
  if ('problem' in read) {
    return (
      <Notice title="This is no recipe.">
        <p>{read.problem}</p>
      </Notice>
    );
  }
  return <Shared shared={read.shared} fragment={hash ?? ''} />;
}

function readHash(hash: string): { shared: SharedRecipe } | { problem: string } {
  try {
    return { shared: readSharedRecipe(`/recipe${hash}`) };
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

type Rooms = { at: 'asking' } | { at: 'unsure'; why: string } | { at: 'there'; rooms: RoomList['rooms'] };

function Shared({ shared, fragment }: { shared: SharedRecipe; fragment: string }) {
  const { recipe, name } = shared;
  const [found, setFound] = useState<Rooms>({ at: 'asking' });
  useEffect(() => {
    let gone = false;
    browserHttp()
      .rooms()
      .then(({ rooms }) => ({ at: 'there', rooms }) as const)
      .catch((error: unknown) => ({ at: 'unsure', why: wordsOf(error) }) as const)
      .then((next) => gone || setFound(next));
    return () => {
      gone = true;
    };
  }, []);
  const fitting = found.at === 'there' ? found.rooms.filter(({ room }) => room.packId === recipe.pack) : [];
  const [witness] = fitting;
  const editable = fitting.filter(({ role }) => mayEdit(role)).slice(0, 5);
  const picture = witness ? pictureOf(browserHttp(), witness.room.id, recipe) : null;

  return (
    <Notice title={name ?? 'A recipe'}>
      {picture ? (
        <div className={styles.picture}>
          <SteadyPicture picture={picture} alt={name ?? 'The picture of this recipe'} />
        </div>
      ) : (
        <p>
          {found.at === 'asking'
            ? 'Looking for a room that can draw it…'
            : found.at === 'unsure'
              ? found.why
              : 'A recipe is drawn in a room. Open one, and it hangs on the rack.'}
        </p>
      )}
      {editable.length > 0 ? (
        <ul className={styles.rooms} aria-label="Hang it in a room of yours">
          {editable.map(({ room, visitedAtMs }) => (
            <li key={room.id}>
              <a href={`/r/${room.id}${fragment}`}>
                <b>Hang it in {room.name}</b>
                <span>{relativeTime(visitedAtMs, Date.now())}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {found.at === 'there' ? (
        <details className={styles.open} open={editable.length === 0}>
          <summary>Open a new room with it</summary>
          <OpenRoomForm pack={recipe.pack} fragment={fragment} />
        </details>
      ) : null}
    </Notice>
  );
}
