'use client';

import { limits, type PackSummary, type Photo, type PhotoLatent } from '@toile/protocol';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { wordsOf } from '../controls/words-of.js';
import type { PhotoAim } from './photo-aim.js';

/** How far a photo has come. */
export type PhotoStep =
  | { readonly at: 'choosing'; readonly aim: PhotoAim }
  /** `share`: how much has been sent, 0 to 1. */
  | { readonly at: 'sending'; readonly aim: PhotoAim; readonly share: number }
  | { readonly at: 'finding'; readonly aim: PhotoAim; readonly photo: Photo }
  | {
      readonly at: 'found';
      readonly aim: PhotoAim;
      readonly fileName: string;
      readonly photo: Photo;
      readonly pack: PackSummary;
      readonly latent: PhotoLatent;
    }
  /** `photo` where it did come in, and nothing was found in it. */
  | { readonly at: 'refused'; readonly aim: PhotoAim; readonly why: string; readonly photo: Photo | null };

export interface PhotoFlow {
  /** Null where no photo is being taken. */
  readonly step: PhotoStep | null;
  readonly choose: (aim: PhotoAim) => void;
  readonly bring: (file: File, aim: PhotoAim, pack: PackSummary) => void;
  /** End it. A photo that was brought in just now and is not `used` is removed again. */
  readonly end: (options?: { used: boolean }) => void;
}

/** Takes one photo at a time from its file to its latent; a new one takes the place of one that is under way. */
export function usePhotoFlow(): PhotoFlow {
  const { http, client, roomId } = useOpenRoom();
  const [step, setStep] = useState<PhotoStep | null>(null);
  const work = useRef<{ readonly stop: AbortController; fresh: Photo | null } | null>(null);

  const leave = useCallback(
    (used: boolean) => {
      const left = work.current;
      work.current = null;
      left?.stop.abort();
      const { fresh } = left ?? { fresh: null };
      if (!fresh || used) return;
      const isShown = client.rack.some(({ a, b }) =>
        [a, b].some((source) => source.kind === 'latent' && source.photo === fresh.hash),
      );
      // It was looked at and left. Where it cannot be removed now, hosts see it among the room's photos.
      if (!isShown) void http.removePhoto(roomId, fresh.hash).catch(() => undefined);
    },
    [http, client, roomId],
  );
  useEffect(() => () => leave(false), [leave]);

  const bring = useCallback(
    async (file: File, aim: PhotoAim, pack: PackSummary) => {
      leave(false);
      const mine = { stop: new AbortController(), fresh: null as Photo | null };
      work.current = mine;
      const { signal } = mine.stop;
      const show = (next: PhotoStep) => {
        if (!signal.aborted) setStep(next);
      };
      let photo: Photo | null = null;
      try {
        if (file.size > limits.photoUploadBytes) {
          show({ at: 'refused', aim, why: tooLarge, photo });
          return;
        }
        show({ at: 'sending', aim, share: 0 });
        const onProgress = (share: number) => show({ at: 'sending', aim, share });
        const uploaded = await http.uploadPhoto(roomId, file, { onProgress, signal });
        photo = uploaded.photo;
        if (uploaded.isNew) mine.fresh = photo;
        show({ at: 'finding', aim, photo });
        const latent = await http.photoLatent(roomId, photo.hash, { pack: pack.manifest.id, signal });
        show({ at: 'found', aim, fileName: file.name, photo, pack, latent });
      } catch (error) {
        if (!signal.aborted) show({ at: 'refused', aim, why: wordsOf(error), photo });
      }
    },
    [http, roomId, leave],
  );

  return useMemo(
    () => ({
      step,
      choose: (aim) => {
        leave(false);
        setStep({ at: 'choosing', aim });
      },
      bring: (file, aim, pack) => void bring(file, aim, pack),
      end: ({ used } = { used: false }) => {
        leave(used);
        setStep(null);
      },
    }),
    [step, bring, leave],
  );
}

const tooLarge = `A photo may have ${limits.photoUploadBytes / 1_048_576} MB at most.`;
