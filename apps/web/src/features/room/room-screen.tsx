'use client';

import type { Design } from '@toile/room';
import { useCallback, useRef, useState } from 'react';
import { useElementSize } from '../../client/use-element-size.js';
import { useRights, useRoomState } from '../../client/use-room.js';
import { useUndo } from '../../client/use-undo.js';
import { ActivityAnnouncer } from '../activity/activity-announcer.js';
import { CommentDeskProvider } from '../comments/comment-desk.js';
import { CommentNews } from '../comments/comment-news.js';
import { CommentSheet } from '../comments/comment-sheet.js';
import { EndedRoom } from '../connection/ended-room.js';
import { RoomNews } from '../connection/room-news.js';
import type { ExploreTool } from '../explore/explore-tool.js';
import { ExploreTools } from '../explore/explore-tools.js';
import { StageArea } from '../explore/stage-area.js';
import { ExportDialog } from '../export/export-dialog.js';
import { HistoryStrip } from '../history/history-strip.js';
import { AsShown, LookingBackProvider } from '../history/looking-back.js';
import { StageHead } from '../history/looking-back-bar.js';
import { InviteDialog } from '../invite/invite-dialog.js';
import { PeopleDialog } from '../invite/people-dialog.js';
import { PeopleTab } from '../invite/people-tab.js';
import { PhotoDeskProvider } from '../photos/photo-desk.js';
import { FollowProvider } from '../presence/follow.js';
import { FollowBanner } from '../presence/follow-banner.js';
import { QuietNews } from '../presence/quiet-news.js';
import { Rack } from '../rack/rack.js';
import { ReactionsProvider } from '../reactions/reactions.js';
import { RoundNews } from '../rounds/round-news.js';
import { StartDialog } from '../rounds/start-dialog.js';
import { useBallotDue } from '../rounds/use-round.js';
import { useVotingView } from '../rounds/use-voting-view.js';
import { VotePanel } from '../rounds/vote-panel.js';
import { VotingSlip } from '../rounds/voting-slip.js';
import { useKeptSketch } from '../scratch/use-kept-sketch.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import { MixPanel } from '../sources/mix-panel.js';
import { Stage } from '../stage/stage.js';
import { StageTools } from '../stage/stage-tools.js';
import { type PhoneTab, PhoneTabs } from './phone-tabs.js';
import styles from './room-screen.module.css';
import { RoomSide, type SidePanel } from './room-side.js';
import { TopBar } from './top-bar.js';
import { useRackKeys } from './use-rack-keys.js';
import { type Selection, useSelection } from './use-selection.js';
import { useUndoKeys } from './use-undo-keys.js';

/** The room: rack, stage, weights and sliders; on a phone the stage with a tray of tabs. */
export function RoomScreen() {
  const connection = useRoomState((state) => state.connection);
  const ended = useRoomState((state) => state.ended);
  const wasInside = useRoomState((state) => state.room !== null);
  if (connection === 'ended') return <EndedRoom ended={ended} wasInside={wasInside} />;
  return (
    <ReactionsProvider>
      <LiveRoom />
    </ReactionsProvider>
  );
}

function LiveRoom() {
  const { design, select: show } = useSelection();
  // Whatever this person chooses ends the following of somebody else.
  const [choices, setChoices] = useState(0);
  const select = useCallback(
    (designId: string) => {
      setChoices((count) => count + 1);
      show(designId);
    },
    [show],
  );
  const selection: Selection = { design, select };
  const sketch = useIsSketch(selection.design);
  // A private sketch has no comments, and is exported once it is on the rack.
  const shared = sketch ? null : selection.design;
  const [side, setSide] = useState<SidePanel>('shape');
  const [commentsOpen, setCommentsOpen] = useState(false);
  const showComments = useCallback((open = true) => {
    setCommentsOpen(open);
    if (open) setSide('comments');
  }, []);
  return (
    <FollowProvider designId={design?.id ?? null} onShow={show} onSelect={select} choices={choices}>
      <CommentDeskProvider
        designId={shared?.id ?? null}
        listed={side === 'comments'}
        onSelect={selection.select}
        onUnpinned={showComments}
      >
        <LookingBackProvider design={shared} onSelect={selection.select}>
          <PhotoDeskProvider design={selection.design} onSelect={selection.select}>
            <RoomBody
              selection={selection}
              shared={shared}
              side={side}
              onSide={setSide}
              onComments={showComments}
            />
          </PhotoDeskProvider>
        </LookingBackProvider>
        <CommentSheet design={shared} open={commentsOpen} onOpenChange={showComments} />
        <CommentNews />
        <FollowBanner />
      </CommentDeskProvider>
    </FollowProvider>
  );
}

/** The stage's column is wide enough for the tools' own buttons beside the design's name. */
const wideColumnPx = 768;

interface RoomBodyProps {
  selection: Selection;
  /** The design on the stage, where the room has it too. */
  shared: Design | null;
  side: SidePanel;
  onSide: (side: SidePanel) => void;
  onComments: () => void;
}

function RoomBody({ selection: { design, select }, shared, side, onSide, onComments }: RoomBodyProps) {
  // A private sketch is edited whatever is locked.
  const { edit } = useRights(shared === null ? (design?.id ?? null) : null);
  const undo = useUndo();
  const [tab, setTab] = useState<PhoneTab>('mix');
  const [dialog, setDialog] = useState<'invite' | 'people' | 'export' | 'round' | null>(null);
  const voting = useVotingView(useCallback(() => setTab('vote'), []));
  const round = useBallotDue();
  const startRound = () => setDialog('round');
  const [tool, setTool] = useState<ExploreTool | null>(null);
  const main = useRef<HTMLElement>(null);
  // On a phone the column lays nothing out itself, and has no width.
  const narrow = useElementSize(main).width < wideColumnPx;
  useUndoKeys(undo, edit);
  useRackKeys(design?.id ?? null, select);
  useKeptSketch(select);
  const close = () => setDialog(null);

  return (
    <div
      className={styles.room}
      data-tab={tab}
      data-voting={voting.view.kind === 'closed' ? 'closed' : 'open'}
      data-round={round.open ? 'open' : 'none'}
    >
      <TopBar
        onPeople={() => setDialog('people')}
        onInvite={() => setDialog('invite')}
        onExport={() => setDialog('export')}
      />
      <section className={`${styles.panel} ${styles.rack}`} aria-label="Rack">
        <Rack selectedId={design?.id ?? null} onSelect={select} />
      </section>
      <main ref={main} className={styles.main}>
        <StageHead
          tools={
            <StageTools
              design={design}
              undo={undo}
              explore={
                <ExploreTools
                  design={design}
                  tool={tool}
                  narrow={narrow}
                  onTool={setTool}
                  onSelect={select}
                />
              }
              onComments={onComments}
            />
          }
        />
        <StageArea design={design} tool={tool} onTool={setTool} onSelect={select}>
          <Stage design={design} onAdded={select} onComment={onComments} />
        </StageArea>
        <section className={`${styles.panel} ${styles.mix}`} aria-label="Mix">
          <AsShown design={design}>{(shown) => <MixPanel design={shown} />}</AsShown>
        </section>
        <div className={styles.history}>
          <HistoryStrip />
        </div>
      </main>
      <aside className={styles.side}>
        <RoomSide design={design} panel={side} onPanel={onSide} onSelect={select}>
          <VotingSlip voting={voting} onSelect={select} onStart={startRound} />
        </RoomSide>
      </aside>
      <section className={`${styles.panel} ${styles.vote}`} aria-label="Vote">
        <VotePanel voting={voting} onSelect={select} onStart={startRound} />
      </section>
      <section className={`${styles.panel} ${styles.people}`} aria-label="People">
        <PeopleTab
          design={design}
          onInvite={() => setDialog('invite')}
          onExport={() => setDialog('export')}
        />
      </section>
      <PhoneTabs tab={tab} onTab={setTab} due={round.due ? 'vote' : null} />
      <InviteDialog open={dialog === 'invite'} onOpenChange={close} />
      <PeopleDialog design={shared} open={dialog === 'people'} onOpenChange={close} />
      <ExportDialog design={shared} open={dialog === 'export'} onOpenChange={close} />
      <StartDialog
        open={dialog === 'round'}
        onOpenChange={close}
        onStarted={() => voting.show({ kind: 'ballot' })}
      />
      <RoomNews />
      <RoundNews voting={voting} />
      <ActivityAnnouncer />
      <QuietNews />
    </div>
  );
}
