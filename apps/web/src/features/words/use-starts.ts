'use client';

import { type RankedSeed, type RoomClient, rankByWords } from '@toile/client';
import { recipeHash } from '@toile/latent';
import { type Frame, limits, type PackSummary } from '@toile/protocol';
import { colourDistance, type SeedDesignSource } from '@toile/room';
import { useCallback, useEffect, useRef, useState } from 'react';
import { randomSeed } from '../../client/random-seed.js';
import { useOpenRoom } from '../../client/room-context.js';
import { wordsOf } from '../controls/words-of.js';
import { plainDesign, thumbnailRecipe } from '../pictures/thumbnail.js';
import { candidateSources, type Described, isStuck, startedFrom, startsShown } from './described-design.js';
import { garmentColour } from './garment-colour.js';

export type Starts =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking'; readonly seen: number; readonly of: number }
  | {
      readonly kind: 'found';
      readonly described: Described;
      readonly sources: readonly SeedDesignSource[];
      /** What has ranked them by words; null where their colour was measured, or nothing was asked of them. */
      readonly by: string | null;
    }
  /** `why` is what the CLIP that was asked had to say; a search without it may do. */
  | { readonly kind: 'failed'; readonly why: string | null };

/** Pixels a side at which a colour is measured. */
const measuredPx = 48;

/**
 * Looks for seeds that are a good start. Where the pack has a CLIP, and words are given, the same 512 seeds are ranked
 * by it; else pictures of candidates are drawn with the sliders that were asked for, those nearest to the colour
 * that was asked for first. One search at a time; a new one ends the one before.
 */
export function useStarts(pack: PackSummary | null): {
  starts: Starts;
  /** `text` null: without the CLIP. */
  look: (described: Described, text: string | null) => Promise<void>;
  /** Others than those that are shown, for the same words. */
  more: () => void;
  forget: () => void;
} {
  const { client, http, roomId } = useOpenRoom();
  const [starts, setStarts] = useState<Starts>({ kind: 'none' });
  const searching = useRef<AbortController | null>(null);
  /** The last ranking, and how far down it has been shown. */
  const ranking = useRef<{ described: Described; ranked: readonly RankedSeed[]; shown: number } | null>(null);

  const forget = useCallback(() => {
    searching.current?.abort();
    ranking.current = null;
    setStarts({ kind: 'none' });
  }, []);
  useEffect(() => () => searching.current?.abort(), []);

  const showRanked = useCallback(() => {
    const last = ranking.current;
    if (!last || !pack?.clip) return;
    const { described, ranked } = last;
    const from = last.shown + startsShown > ranked.length ? 0 : last.shown;
    last.shown = from + startsShown;
    const sources = ranked.slice(from, last.shown).map(({ source }) => source);
    setStarts({ kind: 'found', described, sources, by: pack.clip.name });
  }, [pack]);

  const look = useCallback(
    async (described: Described, text: string | null) => {
      if (!pack) return;
      searching.current?.abort();
      searching.current = new AbortController();
      const { signal } = searching.current;
      const onProgress = (seen: number, of: number) => {
        if (!signal.aborted) setStarts({ kind: 'looking', seen, of });
      };
      ranking.current = null;
      try {
        if (pack.clip && text !== null && !isStuck(described)) {
          onProgress(0, limits.clipBlocks * limits.clipBlockSeeds);
          const asked = { pack, category: described.category, text };
          const ranked = await rankByWords(http, roomId, asked, { signal, onProgress });
          ranking.current = { described, ranked, shown: 0 };
          showRanked();
          return;
        }
        const sources = candidateSources(described, pack, randomSeed);
        const nearest = described.colour
          ? await nearestToColour(client, pack, described, sources, { signal, onProgress })
          : sources;
        if (!signal.aborted) setStarts({ kind: 'found', described, sources: nearest, by: null });
      } catch (error) {
        if (signal.aborted) return;
        console.error(error);
        setStarts({ kind: 'failed', why: pack.clip && text !== null ? wordsOf(error) : null });
      }
    },
    [client, http, roomId, pack, showRanked],
  );

  const more = useCallback(() => {
    if (ranking.current) showRanked();
    else if (starts.kind === 'found') void look(starts.described, null);
  }, [look, showRanked, starts]);
  return { starts, look, more, forget };
}

/** The candidates whose cloth comes nearest to the colour that was asked for. */
async function nearestToColour(
  client: RoomClient,
  pack: PackSummary,
  described: Described,
  sources: readonly SeedDesignSource[],
  { signal, onProgress }: { signal: AbortSignal; onProgress: (seen: number, of: number) => void },
): Promise<SeedDesignSource[]> {
  const { colour } = described;
  let seen = 0;
  onProgress(seen, sources.length);
  const measured = await Promise.all(
    sources.map(async (source) => {
      const fields = startedFrom({ a: source, b: source }, described, '');
      const recipe = thumbnailRecipe(plainDesign(source, pack), pack, fields);
      const known = client.pictures.known(recipeHash(recipe));
      const lab = garmentColour(await pixelsOf(known ?? (await client.pictures.load(recipe, { signal }))));
      seen += 1;
      onProgress(seen, sources.length);
      return { source, distance: lab && colour ? colourDistance(lab, colour) : Number.POSITIVE_INFINITY };
    }),
  );
  const nearest = measured.sort((one, other) => one.distance - other.distance).slice(0, startsShown);
  return nearest.map(({ source }) => source);
}

async function pixelsOf({ bytes, meta }: Frame): Promise<Uint8ClampedArray> {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: meta.mime }));
  const canvas = new OffscreenCanvas(measuredPx, measuredPx);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new TypeError('a canvas without a 2d context');
  context.drawImage(picture, 0, 0, measuredPx, measuredPx);
  picture.close();
  return context.getImageData(0, 0, measuredPx, measuredPx).data;
}
