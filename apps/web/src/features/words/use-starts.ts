'use client';

import { recipeHash } from '@toile/latent';
import type { Frame, PackSummary } from '@toile/protocol';
import { colourDistance, type SeedDesignSource } from '@toile/room';
import { useCallback, useEffect, useRef, useState } from 'react';
import { randomSeed } from '../../client/random-seed.js';
import { useOpenRoom } from '../../client/room-context.js';
import { plainDesign, thumbnailRecipe } from '../pictures/thumbnail.js';
import { candidateSources, type Described, startedFrom, startsShown } from './described-design.js';
import { garmentColour } from './garment-colour.js';

export type Starts =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking'; readonly seen: number; readonly of: number }
  | { readonly kind: 'found'; readonly described: Described; readonly sources: readonly SeedDesignSource[] }
  | { readonly kind: 'failed' };

/** Pixels a side at which a colour is measured. */
const measuredPx = 48;

/**
 * Looks for seeds that are a good start: pictures of candidates with the sliders that were asked for, those
 * nearest to the colour that was asked for first. One search at a time; a new one ends the one before.
 */
export function useStarts(pack: PackSummary | null): {
  starts: Starts;
  look: (described: Described) => Promise<void>;
  forget: () => void;
} {
  const { client } = useOpenRoom();
  const [starts, setStarts] = useState<Starts>({ kind: 'none' });
  const searching = useRef<AbortController | null>(null);

  const forget = useCallback(() => {
    searching.current?.abort();
    setStarts({ kind: 'none' });
  }, []);
  useEffect(() => () => searching.current?.abort(), []);

  const look = useCallback(
    async (described: Described) => {
      if (!pack) return;
      searching.current?.abort();
      searching.current = new AbortController();
      const { signal } = searching.current;
      const sources = candidateSources(described, pack, randomSeed);
      const { colour } = described;
      if (!colour) {
        setStarts({ kind: 'found', described, sources });
        return;
      }
      let seen = 0;
      setStarts({ kind: 'looking', seen, of: sources.length });
      try {
        const measured = await Promise.all(
          sources.map(async (source) => {
            const fields = startedFrom({ a: source, b: source }, described, '');
            const recipe = thumbnailRecipe(plainDesign(source, pack), pack, fields);
            const known = client.pictures.known(recipeHash(recipe));
            const frame = known ?? (await client.pictures.load(recipe, { signal }));
            const lab = garmentColour(await pixelsOf(frame));
            seen += 1;
            if (!signal.aborted) setStarts({ kind: 'looking', seen, of: sources.length });
            return { source, distance: lab ? colourDistance(lab, colour) : Number.POSITIVE_INFINITY };
          }),
        );
        if (signal.aborted) return;
        const nearest = measured.sort((one, other) => one.distance - other.distance).slice(0, startsShown);
        setStarts({ kind: 'found', described, sources: nearest.map(({ source }) => source) });
      } catch (error) {
        if (signal.aborted) return;
        console.error(error);
        setStarts({ kind: 'failed' });
      }
    },
    [client, pack],
  );
  return { starts, look, forget };
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
