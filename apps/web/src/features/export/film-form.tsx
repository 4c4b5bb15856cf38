'use client';

import { drawRecipes, fileNames } from '@toile/client';
import { type Design, filmRecipes } from '@toile/room';
import { type FormEvent, useEffect, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack, useRack } from '../../client/use-room.js';
import { Choice } from '../controls/choice.js';
import { DesignSelect } from './design-select.js';
import styles from './export-form.module.css';
import { type NamedFile, saveFile } from './save-file.js';
import { TakingFoot } from './taking-foot.js';
import { useTaking } from './use-taking.js';

/** Pictures from one end to the other, and how long each stands. */
const paces = {
  quick: { frames: 16, frameMs: 60 },
  calm: { frames: 32, frameMs: 70 },
  slow: { frames: 48, frameMs: 90 },
};
type Pace = keyof typeof paces;

/** One design turning into another, as an animated picture. */
export function FilmForm({ design }: { design: Design | null }) {
  const { http, client, roomId } = useOpenRoom();
  const rack = useRack();
  const [fromId, setFromId] = useState(design?.id ?? rack[0]?.id ?? '');
  const [toId, setToId] = useState(rack.find(({ id }) => id !== fromId)?.id ?? '');
  const [pace, setPace] = useState<Pace>('calm');
  const [sizePx, setSizePx] = useState<'256' | '512'>('512');
  const [way, setWay] = useState<'there' | 'back'>('back');
  const [film, setFilm] = useState<(NamedFile & { url: string }) | null>(null);
  const { taking, take, cancel } = useTaking();
  useEffect(() => () => void (film && URL.revokeObjectURL(film.url)), [film]);

  const pack = useDesignPack(rack.find(({ id }) => id === fromId) ?? null);
  const [from, to] = [rack.find(({ id }) => id === fromId), rack.find(({ id }) => id === toId)];
  if (rack.length < 2)
    return <p className={styles.fine}>A film needs two designs: hang a second one first.</p>;
  const twoModels = from !== undefined && to !== undefined && from.pack !== to.pack;
  if (!pack) return <p className={styles.fine}>The model pack is not here yet, so nothing can be drawn.</p>;
  const busy = taking.at === 'work';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!from || !to) return;
    const { frames, frameMs } = paces[pace];
    const request = {
      from: from.id,
      to: to.id,
      frames,
      frameMs,
      sizePx: sizePx === '256' ? 256 : 512,
    } as const;
    setFilm(null);
    void take(frames, async ({ signal, progress }) => {
      await client.awaitSaved();
      const recipes = filmRecipes(from, to, pack, request);
      await drawRecipes(http, roomId, recipes, { signal, onDrawn: progress });
      const bytes = await http.film(roomId, { ...request, back: way === 'back' }, signal);
      const mime = 'image/webp';
      const [name = ''] = fileNames([`${from.name} to ${to.name}`], 'webp', 'Film');
      setFilm({
        name,
        mime,
        bytes,
        url: URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime })),
      });
    });
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <DesignSelect label="From" value={fromId} rack={rack} disabled={busy} onChange={setFromId} />
      <DesignSelect label="To" value={toId} rack={rack} disabled={busy} onChange={setToId} />
      <Choice
        label="Pace"
        value={pace}
        disabled={busy}
        onChange={setPace}
        options={[
          { value: 'quick', label: 'Quick' },
          { value: 'calm', label: 'Calm' },
          { value: 'slow', label: 'Slow' },
        ]}
      />
      <Choice
        label="Size"
        value={sizePx}
        disabled={busy}
        onChange={setSizePx}
        options={[
          { value: '256', label: '256 px' },
          { value: '512', label: '512 px' },
        ]}
      />
      <Choice
        label="Way"
        value={way}
        disabled={busy}
        onChange={setWay}
        options={[
          { value: 'back', label: 'There and back' },
          { value: 'there', label: 'One way' },
        ]}
      />
      {twoModels ? (
        <p className={styles.fine}>
          These two are drawn by different models, so there is no way between them.
        </p>
      ) : null}
      {film && !busy ? (
        <div className={styles.preview}>
          {/* biome-ignore lint/performance/noImgElement: an animated picture that is in memory already. */}
          <img src={film.url} alt={`Film from ${from?.name ?? ''} to ${to?.name ?? ''}`} />
          <button type="button" onClick={() => saveFile(film)}>
            Download {film.name}
          </button>
        </div>
      ) : null}
      <TakingFoot
        taking={taking}
        label={film ? 'Make it again' : 'Make the film'}
        pieces="pictures drawn"
        finishing="Putting the film together…"
        done="It goes round for ever. An animated WebP plays in every browser."
        disabled={!from || !to || fromId === toId || twoModels}
        onCancel={cancel}
      />
    </form>
  );
}
