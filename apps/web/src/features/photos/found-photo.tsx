'use client';

import { nameOfFile, photoDesign, photoSource } from '@toile/client';
import { type Design, packField, packOf, type Side, sourceRecipe } from '@toile/room';
import { useMemo, useState } from 'react';
import { pictureOf } from '../../client/picture-source.js';
import { randomSeed } from '../../client/random-seed.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import { plainDesign } from '../pictures/thumbnail.js';
import { capital, freeName } from '../rack/new-design.js';
import { SteadyPicture } from '../sources/steady-picture.js';
import styles from './found-photo.module.css';
import { likenessWords } from './likeness-words.js';
import type { PhotoFlow, PhotoStep } from './use-photo-flow.js';

interface FoundPhotoProps {
  found: Extract<PhotoStep, { at: 'found' }>;
  /** The one on the stage. */
  design: Design | null;
  onEnd: PhotoFlow['end'];
  onSelect: (designId: string) => void;
}

/** The photo, its garment alone and what the model draws, side by side; and what to do with it. */
export function FoundPhoto({ found, design, onEnd, onSelect }: FoundPhotoProps) {
  const { client, http, roomId } = useOpenRoom();
  const { photo, pack, latent, fileName } = found;
  const [seed] = useState(randomSeed);
  const source = useMemo(() => photoSource(photo.hash, latent, seed), [photo, latent, seed]);
  const drawn = useMemo(
    () => pictureOf(http, roomId, sourceRecipe(plainDesign(source, pack), 'a', pack)),
    [http, roomId, source, pack],
  );
  const designPack = useRoomState((state) => packOf(design, state));
  const mixable = design !== null && designPack?.manifest.id === pack.manifest.id;
  const mayMix = useRights(design?.id ?? null).edit && mixable;
  const mayHang = useRights().edit;
  const attempt = useAttempt();
  const toast = useToast();
  const kind = latent.category === null ? null : (pack.manifest.categories[latent.category] ?? null);

  const use = async (run: () => string) => {
    const done = await attempt(() => {
      client.undo.stopCapturing();
      toast({ text: run() });
      client.undo.stopCapturing();
    });
    if (done) onEnd({ used: true });
  };
  const mix = (side: Side) =>
    use(() => {
      if (!design) throw new TypeError('mix: expected a design on the stage');
      client.edit.change(design.id, { [side]: source });
      return `The photo is source ${side.toUpperCase()} of ${design.name}.`;
    });
  const hang = () =>
    use(() => {
      const name = nameOfFile(fileName) ?? freeName(capital(kind ?? 'Design'), client.rack);
      const fields = { ...photoDesign(source, name), pack: packField(pack, client.state) };
      onSelect(client.edit.create(fields));
      return `${name} is on the rack.`;
    });
  const first = found.aim === 'ask' || !mayMix ? 'rack' : found.aim;

  return (
    <div className={styles.found}>
      <div className={styles.pictures}>
        <figure>
          {/* biome-ignore lint/performance/noImgElement: it has its final size already, and only members may have it. */}
          <img src={http.photoUrl(roomId, photo.hash)} alt="As it was photographed" />
          <figcaption>Photo</figcaption>
        </figure>
        <figure>
          {/* biome-ignore lint/performance/noImgElement: it is here already. */}
          <img src={`data:image/webp;base64,${latent.cutOut}`} alt="The garment, cut out" />
          <figcaption>Cut out</figcaption>
        </figure>
        <figure>
          <span className={styles.drawn}>
            <SteadyPicture
              picture={drawn}
              alt={kind ? `A ${kind}, as the model draws it` : 'As the model draws it'}
            />
          </span>
          <figcaption>Drawn</figcaption>
        </figure>
      </div>
      <p className={styles.likeness}>
        {likenessWords(latent.likeness)}
        {kind ? <span> Taken for: {kind}.</span> : null}
      </p>
      <div className={styles.uses}>
        {mayMix ? (
          <>
            <Button tone={first === 'a' ? 'solid' : 'line'} onClick={() => mix('a')}>
              Use as A
            </Button>
            <Button tone={first === 'b' ? 'solid' : 'line'} onClick={() => mix('b')}>
              Use as B
            </Button>
          </>
        ) : null}
        {mayHang ? (
          <Button tone={first === 'rack' ? 'solid' : 'line'} onClick={hang}>
            Put on the rack
          </Button>
        ) : null}
      </div>
      {mayMix && design ? <p className={styles.fine}>A and B are the sources of {design.name}.</p> : null}
    </div>
  );
}
