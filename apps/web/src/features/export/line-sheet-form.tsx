'use client';

import { drawRecipes, fileNames } from '@toile/client';
import { type Design, lineSheetRecipe } from '@toile/room';
import { type FormEvent, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRoomState } from '../../client/use-room.js';
import { Choice } from '../controls/choice.js';
import styles from './export-form.module.css';
import { knownPackOf } from './known-pack-of.js';
import { saveFile } from './save-file.js';
import { TakingFoot } from './taking-foot.js';
import { useChosen } from './use-chosen.js';
import { useTaking } from './use-taking.js';
import { WhichDesigns } from './which-designs.js';

const perPageOptions = { '1': 1, '2': 2, '4': 4, '6': 6 } as const;

/** Designs on paper: a PDF to print and to send. */
export function LineSheetForm({ design }: { design: Design | null }) {
  const { http, client, roomId } = useOpenRoom();
  const pack = useRoomState((state) => state.pack);
  const roomName = useRoomState((state) => state.room?.name ?? 'Room');
  const chosen = useChosen(design, 'rack');
  const [perPage, setPerPage] = useState<keyof typeof perPageOptions>('4');
  const { taking, take, cancel } = useTaking();
  const { designs } = chosen;
  if (!pack) return <p className={styles.fine}>The model pack is not here yet, so nothing can be drawn.</p>;
  const busy = taking.at === 'work';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void take(designs.length, async ({ signal, progress }) => {
      await client.awaitSaved();
      const recipes = designs.map((one) => lineSheetRecipe(one, knownPackOf(one, client.state)));
      await drawRecipes(http, roomId, recipes, { signal, onDrawn: progress });
      const request = { designIds: designs.map(({ id }) => id), perPage: perPageOptions[perPage] };
      const bytes = await http.lineSheet(roomId, request, signal);
      const [name = ''] = fileNames([`${roomName}, line sheet`], 'pdf', 'Line sheet');
      saveFile({ name, mime: 'application/pdf', bytes });
    });
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <WhichDesigns chosen={chosen} disabled={busy} />
      <Choice
        label="On a page"
        value={perPage}
        disabled={busy}
        onChange={setPerPage}
        options={(['1', '2', '4', '6'] as const).map((value) => ({ value, label: value }))}
      />
      <p className={styles.fine}>
        An A4 PDF: picture, name, style number, colours measured from the picture, votes, note and recipe.
        Every page is marked as a concept.
      </p>
      <TakingFoot
        taking={taking}
        label="Download PDF"
        pieces={designs.length === 1 ? 'picture drawn' : 'pictures drawn'}
        finishing="Setting the pages…"
        done="Downloaded."
        disabled={designs.length === 0}
        onCancel={cancel}
      />
    </form>
  );
}
