'use client';

import type { Design } from '@toile/room';
import { type FormEvent, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack, useRoomState } from '../../client/use-room.js';
import { Choice } from '../controls/choice.js';
import styles from './export-form.module.css';
import { pictureSizesPx } from './picture-sizes.js';
import { saveFile } from './save-file.js';
import { takePictures } from './take-pictures.js';
import { TakingFoot } from './taking-foot.js';
import { useChosen } from './use-chosen.js';
import { useTaking } from './use-taking.js';
import { WhichDesigns } from './which-designs.js';

/** Designs as picture files: one alone, several in a ZIP. */
export function PicturesForm({ design }: { design: Design | null }) {
  const { http, client, roomId } = useOpenRoom();
  const pack = useDesignPack(design);
  const roomName = useRoomState((state) => state.room?.name ?? 'Room');
  const chosen = useChosen(design);
  const [format, setFormat] = useState<'png' | 'webp'>('png');
  const [sizePx, setSizePx] = useState('512');
  const [background, setBackground] = useState<'white' | 'transparent'>('white');
  const { taking, take, cancel } = useTaking();
  const busy = taking.at === 'work';
  const { designs } = chosen;
  if (!pack) return <p>The model pack is not here yet, so nothing can be drawn.</p>;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const output = {
      sizePx: Number(sizePx),
      format,
      ...(background === 'transparent' ? { background } : {}),
    };
    void take(designs.length, async (work) => {
      saveFile(await takePictures({ http, roomId, roomName, packs: client.state, designs, output }, work));
    });
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <WhichDesigns chosen={chosen} disabled={busy} />
      <Choice
        label="Format"
        value={format}
        disabled={busy}
        onChange={setFormat}
        options={[
          { value: 'png', label: 'PNG' },
          { value: 'webp', label: 'WebP' },
        ]}
      />
      <Choice
        label="Size"
        value={sizePx}
        disabled={busy}
        onChange={setSizePx}
        options={pictureSizesPx(pack.manifest.resolutionPx).map((px) => ({
          value: String(px),
          label: px === pack.manifest.resolutionPx ? `Native, ${px} px` : `${px} px`,
        }))}
      />
      <Choice
        label="Background"
        value={background}
        disabled={busy}
        onChange={setBackground}
        options={[
          { value: 'white', label: 'White' },
          { value: 'transparent', label: 'Transparent' },
        ]}
      />
      {background === 'transparent' ? (
        <p className={styles.fine}>
          Cut out from white, so white cloth at the edge may go with the background.
        </p>
      ) : null}
      <TakingFoot
        taking={taking}
        label={designs.length > 1 ? `Download ${designs.length} as ZIP` : 'Download'}
        pieces={designs.length === 1 ? 'picture drawn' : 'pictures drawn'}
        done="Downloaded."
        disabled={designs.length === 0}
        onCancel={cancel}
      />
    </form>
  );
}
