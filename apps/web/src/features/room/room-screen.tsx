'use client';

import { useState } from 'react';
import { useRights, useRoomState } from '../../client/use-room.js';
import { useUndo } from '../../client/use-undo.js';
import { ConnectionBanner } from '../connection/connection-banner.js';
import { EndedRoom } from '../connection/ended-room.js';
import { RoomNews } from '../connection/room-news.js';
import { ExportDialog } from '../export/export-dialog.js';
import { InviteDialog } from '../invite/invite-dialog.js';
import { PeopleDialog } from '../invite/people-dialog.js';
import { PeopleTab } from '../invite/people-tab.js';
import { Rack } from '../rack/rack.js';
import { ShapePanel } from '../sliders/shape-panel.js';
import { MixPanel } from '../sources/mix-panel.js';
import { Stage } from '../stage/stage.js';
import { StageTools } from '../stage/stage-tools.js';
import { Ballot } from '../voting/ballot.js';
import { VoteSlip } from '../voting/vote-slip.js';
import { type PhoneTab, PhoneTabs } from './phone-tabs.js';
import styles from './room-screen.module.css';
import { TopBar } from './top-bar.js';
import { useRackKeys } from './use-rack-keys.js';
import { useSelection } from './use-selection.js';
import { useUndoKeys } from './use-undo-keys.js';

/** The room: rack, stage, weights and sliders; on a phone the stage with a tray of tabs. */
export function RoomScreen() {
  const connection = useRoomState((state) => state.connection);
  const ended = useRoomState((state) => state.ended);
  const wasInside = useRoomState((state) => state.room !== null);
  if (connection === 'ended') return <EndedRoom ended={ended} wasInside={wasInside} />;
  return <LiveRoom />;
}

function LiveRoom() {
  const { design, select } = useSelection();
  const { edit } = useRights();
  const undo = useUndo();
  const [tab, setTab] = useState<PhoneTab>('mix');
  const [dialog, setDialog] = useState<'invite' | 'people' | 'export' | null>(null);
  useUndoKeys(undo, edit);
  useRackKeys(design?.id ?? null, select);
  const close = () => setDialog(null);

  return (
    <div className={styles.room} data-tab={tab}>
      <TopBar
        onPeople={() => setDialog('people')}
        onInvite={() => setDialog('invite')}
        onExport={() => setDialog('export')}
      />
      <ConnectionBanner />
      <section className={`${styles.panel} ${styles.rack}`} aria-label="Rack">
        <Rack selectedId={design?.id ?? null} onSelect={select} />
      </section>
      <main className={styles.main}>
        <StageTools design={design} undo={undo} />
        <Stage design={design} onAdded={select} />
        <section className={`${styles.panel} ${styles.mix}`} aria-label="Mix">
          <MixPanel design={design} />
        </section>
      </main>
      <aside className={styles.side}>
        <section className={`${styles.panel} ${styles.shape}`} aria-label="Shape">
          <ShapePanel key={design?.id ?? ''} design={design} />
        </section>
        <div className={styles.slip}>
          <VoteSlip onSelect={select} />
        </div>
      </aside>
      <section className={`${styles.panel} ${styles.vote}`} aria-label="Vote">
        <Ballot onSelect={select} />
      </section>
      <section className={`${styles.panel} ${styles.people}`} aria-label="People">
        <PeopleTab onInvite={() => setDialog('invite')} onExport={() => setDialog('export')} />
      </section>
      <PhoneTabs tab={tab} onTab={setTab} />
      <InviteDialog open={dialog === 'invite'} onOpenChange={close} />
      <PeopleDialog open={dialog === 'people'} onOpenChange={close} />
      <ExportDialog design={design} open={dialog === 'export'} onOpenChange={close} />
      <RoomNews />
    </div>
  );
}
