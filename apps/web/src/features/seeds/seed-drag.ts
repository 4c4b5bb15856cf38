import type { SeedDesignSource } from '@toile/room';
import { type DragEvent, useState } from 'react';
import { z } from 'zod';

const mime = 'application/x-toile-seed';
const schema = z.object({
  kind: z.literal('seed'),
  seed: z.int().min(0).max(0xffff_ffff),
  category: z.int().min(0).max(999).nullable(),
});

/** Let a cell be carried to a source or onto the rack. */
export const startSeedDrag = (event: DragEvent, source: SeedDesignSource, words: string): void => {
  event.dataTransfer.setData(mime, JSON.stringify(source));
  event.dataTransfer.setData('text/plain', words);
  event.dataTransfer.effectAllowed = 'copy';
};

/** A place where a seed from the wall may be dropped. `over` while one is held above it. */
export function useSeedDrop(onDrop: ((source: SeedDesignSource) => void) | null) {
  const [over, setOver] = useState(false);
  if (!onDrop) return { over: false, handlers: {} };
  const carriesSeed = (event: DragEvent) => event.dataTransfer.types.includes(mime);
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!carriesSeed(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy' as const;
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!carriesSeed(event)) return;
        event.preventDefault();
        // Any page can offer data of this type: it is read like anything else from outside.
        const source = readSeed(event.dataTransfer.getData(mime));
        if (source) onDrop(source);
      },
    },
  };
}

export function readSeed(text: string): SeedDesignSource | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
