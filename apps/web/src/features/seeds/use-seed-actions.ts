'use client';

import type { PackSummary } from '@toile/protocol';
import { type Design, packField, type SeedDesignSource, type Side } from '@toile/room';
import { useMemo } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import { keepRecentSeed } from './recent-seeds.js';
import { seedName } from './seed-words.js';

export interface SeedActions {
  readonly take: (side: Side, source: SeedDesignSource) => void;
  readonly hang: (source: SeedDesignSource) => void;
}

/** What can be done with a seed from the wall; each is one undo step. `design` is the one on the stage. */
export function useSeedActions(
  design: Design | null,
  pack: PackSummary | null,
  onSelect: (designId: string) => void,
  onUsed?: (recent: readonly SeedDesignSource[]) => void,
): SeedActions {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const toast = useToast();
  return useMemo(() => {
    const step = (source: SeedDesignSource, run: (pack: PackSummary) => string) =>
      void attempt(() => {
        if (!pack) return;
        client.undo.stopCapturing();
        const news = run(pack);
        client.undo.stopCapturing();
        const recent = keepRecentSeed(pack.manifest.id, source);
        onUsed?.(recent);
        toast({ text: news });
      });
    return {
      take: (side, source) => {
        if (!design) return;
        step(source, (ofPack) => {
          client.edit.setSource(design.id, side, { seed: source.seed, category: source.category });
          return `${seedName(source, ofPack)} is source ${side.toUpperCase()} of ${design.name}.`;
        });
      },
      hang: (source) =>
        step(source, (ofPack) => {
          const name = seedName(source, ofPack);
          onSelect(client.edit.create({ name, pack: packField(ofPack, client.state), a: source, b: source }));
          return `${name} is on the rack.`;
        }),
    };
  }, [client, attempt, toast, design, pack, onSelect, onUsed]);
}
