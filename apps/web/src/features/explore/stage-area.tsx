'use client';

import type { Design } from '@toile/room';
import type { ReactNode } from 'react';
import { useDesignPack } from '../../client/use-room.js';
import { ChildrenPanel } from '../children/children-panel.js';
import { ComparePanel } from '../compare/compare-panel.js';
import { ScratchBanner } from '../scratch/scratch-banner.js';
import { SeedsPanel } from '../seeds/seeds-panel.js';
import { TransferPanel } from '../transfer/transfer-panel.js';
import type { ExploreTool } from './explore-tool.js';
import styles from './stage-area.module.css';

interface StageAreaProps {
  design: Design | null;
  tool: ExploreTool | null;
  onTool: (tool: ExploreTool | null) => void;
  onSelect: (designId: string) => void;
  /** The stage. */
  children: ReactNode;
}

/** The stage, and whichever tool lies over it. The stage stays as it is underneath. */
export function StageArea({ design, tool, onTool, onSelect, children }: StageAreaProps) {
  const pack = useDesignPack(design);
  const close = () => onTool(null);
  return (
    <div className={styles.area}>
      <div className={styles.under} inert={tool !== null}>
        {children}
      </div>
      <ScratchBanner design={design} onSelect={onSelect} />
      {tool === 'children' && pack && design ? (
        <ChildrenPanel key={design.id} design={design} pack={pack} onSelect={onSelect} onClose={close} />
      ) : null}
      {tool === 'compare' && pack && design ? (
        <ComparePanel key={design.id} design={design} pack={pack} onSelect={onSelect} onClose={close} />
      ) : null}
      {tool === 'transfer' && pack && design ? (
        <TransferPanel key={design.id} design={design} pack={pack} onSelect={onSelect} onClose={close} />
      ) : null}
      {tool === 'seeds' && pack ? (
        <SeedsPanel design={design} pack={pack} onSelect={onSelect} onClose={close} />
      ) : null}
    </div>
  );
}
