'use client';

import type { PackSummary } from '@toile/protocol';
import type { Design } from '@toile/room';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { useRights, useRoomState } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { type PhotoAim, packForPhoto, whyNoPhoto } from './photo-aim.js';
import { PhotoDrop } from './photo-drop.js';
import { PhotoSheet } from './photo-sheet.js';
import { usePhotoFlow } from './use-photo-flow.js';

export interface PhotoDesk {
  /** Ask for a photo. */
  readonly choose: (aim: PhotoAim) => void;
  /** Take this one. */
  readonly bring: (file: File, aim: PhotoAim) => void;
  /** Photos that are known to have been removed. */
  readonly gone: ReadonlySet<string>;
  readonly markGone: (hash: string) => void;
  /** Why no photo can be taken for this, or null where one can. */
  readonly whyNot: (aim: PhotoAim) => string | null;
}

const Context = createContext<PhotoDesk | null>(null);

/** @throws TypeError outside a PhotoDeskProvider */
export function usePhotoDesk(): PhotoDesk {
  const desk = use(Context);
  if (!desk) throw new TypeError('usePhotoDesk: expected to be inside a PhotoDeskProvider');
  return desk;
}

/** Takes in photos of garments: dropped or pasted anywhere in the room, chosen, or taken with a phone. */
export function PhotoDeskProvider({
  design,
  onSelect,
  children,
}: {
  /** The one on the stage. */
  design: Design | null;
  onSelect: (designId: string) => void;
  children: ReactNode;
}) {
  const flow = usePhotoFlow();
  const toast = useToast();
  const ofDesign = useRights(design?.id ?? null).edit;
  const ofRack = useRights().edit;
  const pack = useRoomState((state) => state.pack);
  const packs = useRoomState((state) => state.packs);
  const stagePack = design?.pack ?? null;
  const packFor = useCallback(
    (aim: PhotoAim): PackSummary | null => packForPhoto(aim, stagePack, { pack, packs }),
    [stagePack, pack, packs],
  );
  const whyNot = useCallback(
    (aim: PhotoAim) => {
      const mayEdit = aim === 'rack' ? ofRack : aim === 'ask' ? ofRack || ofDesign : ofDesign;
      return whyNoPhoto(mayEdit, packFor(aim));
    },
    [ofRack, ofDesign, packFor],
  );
  const { choose, bring: take } = flow;
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const markGone = useCallback((hash: string) => setGone((all) => new Set([...all, hash])), []);
  const bring = useCallback(
    (file: File, aim: PhotoAim) => {
      // It may be one that comes again.
      setGone(new Set());
      const why = whyNot(aim);
      const reader = packFor(aim);
      if (why !== null || reader === null) toast({ text: why ?? '', tone: 'problem' });
      else take(file, aim, reader);
    },
    [whyNot, packFor, take, toast],
  );
  const desk = useMemo(
    () => ({ choose, bring, whyNot, gone, markGone }),
    [choose, bring, whyNot, gone, markGone],
  );
  usePastedPhotos(bring);

  return (
    <Context value={desk}>
      {children}
      <PhotoDrop design={design} />
      <PhotoSheet flow={flow} design={design} onBring={bring} onSelect={onSelect} />
    </Context>
  );
}

/** Pictures that are pasted anywhere but into a text box. */
function usePastedPhotos(bring: PhotoDesk['bring']): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]'))
        return;
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (!file) return;
      event.preventDefault();
      bring(file, 'ask');
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  }, [bring]);
}
