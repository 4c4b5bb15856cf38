'use client';

import type { Design } from '@toile/room';
import type { ReactNode } from 'react';
import { useDesignThreads } from '../../client/use-threads.js';
import { useCommentDesk } from '../comments/comment-desk.js';
import { CommentPanel } from '../comments/comment-panel.js';
import { AsShown } from '../history/looking-back.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import { ShapePanel } from '../sliders/shape-panel.js';
import { DescribePanel } from '../words/describe-box.js';
import styles from './room-screen.module.css';
import { SideTabs } from './side-tabs.js';

export type SidePanel = 'shape' | 'comments';

interface RoomSideProps {
  design: Design | null;
  panel: SidePanel;
  onPanel: (panel: SidePanel) => void;
  onSelect: (designId: string) => void;
  /** The slip of paper at its foot. */
  children: ReactNode;
}

/** Beside the stage: sliders or comments, and the slip of paper on which the room votes. */
export function RoomSide({ design, panel, onPanel, onSelect, children }: RoomSideProps) {
  const shared = useIsSketch(design) ? null : design;
  const threads = useDesignThreads(shared?.id ?? null);
  const { unread } = useCommentDesk();
  const open = threads.filter(({ comment }) => comment.resolved === null).length;
  return (
    <>
      <SideTabs
        tab={panel}
        onTab={(tab) => onPanel(tab as SidePanel)}
        tabs={[
          {
            id: 'shape',
            label: 'Shape',
            content: (
              <section className={`${styles.panel} ${styles.shape}`} aria-label="Attributes">
                <DescribePanel design={design} onAdded={onSelect} />
                <AsShown design={design}>
                  {(shown) => <ShapePanel key={design?.id ?? ''} design={shown} />}
                </AsShown>
              </section>
            ),
          },
          {
            id: 'comments',
            label: 'Comments',
            count: unread.length || open,
            news: unread.length > 0,
            content: <CommentPanel design={shared} />,
          },
        ]}
      />
      <div className={styles.slip}>{children}</div>
    </>
  );
}
