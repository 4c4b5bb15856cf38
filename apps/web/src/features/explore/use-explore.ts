'use client';

import { type Design, type DesignFields, packOf, shuffled } from '@toile/room';
import { useMemo } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { childName } from '../children/child-name.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';

export interface Explore {
  /** New seeds and sliders for all that is not locked. */
  readonly shuffle: (design: Design) => void;
  /** Go on in a copy; the design stays as it is. */
  readonly branch: (design: Design) => void;
  /** Go on where nobody else sees it. */
  readonly sketch: (design: Design) => void;
  /** A child becomes a design of its own, right after its parent; of a private sketch, the sketch. */
  readonly stepIn: (parent: Design, fields: DesignFields) => void;
  /** A child's looks for the design itself. */
  readonly become: (design: Design, fields: DesignFields) => void;
  /** Other fields for the design itself; `news` says what it took on. */
  readonly takeOn: (design: Design, fields: DesignFields, news: string) => void;
  /** A design of its own beside the one that it came from. */
  readonly hangBeside: (design: Design, fields: DesignFields & { name: string }) => void;
}

export const randomUint32 = (): number => Math.floor(Math.random() * 2 ** 32);

/** The ways on from a design; each is one undo step. */
export function useExplore(onSelect: (designId: string) => void): Explore {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const toast = useToast();
  return useMemo(() => {
    const step = (run: () => void) =>
      void attempt(() => {
        client.undo.stopCapturing();
        run();
        client.undo.stopCapturing();
      });
    return {
      shuffle: (design) =>
        step(() => {
          const pack = packOf(design, client.state);
          if (pack) client.edit.change(design.id, shuffled(design, pack, randomUint32()));
        }),
      branch: (design) =>
        step(() => {
          onSelect(client.edit.derive(design.id, 'branch'));
          toast({ text: `This is a branch; ${design.name} stays as it was.` });
        }),
      sketch: (design) => step(() => onSelect(client.beginScratch(design.id))),
      stepIn: (parent, fields) =>
        step(() => {
          if (client.state.scratch?.design.id === parent.id) {
            client.edit.change(parent.id, fields);
            toast({ text: 'The sketch goes on from that child. Only you see it.' });
            return;
          }
          const name = childName(parent.name, client.rack);
          onSelect(client.edit.derive(parent.id, 'child', { ...fields, name }));
          toast({ text: `${name} is on the rack.` });
        }),
      become: (design, fields) =>
        step(() => {
          client.edit.change(design.id, fields);
          toast({ text: `${design.name} took on that child's looks.` });
        }),
      takeOn: (design, fields, news) =>
        step(() => {
          client.edit.change(design.id, fields);
          toast({ text: news });
        }),
      hangBeside: (design, fields) =>
        step(() => {
          onSelect(client.edit.derive(design.id, 'branch', fields));
          toast({ text: `${fields.name} is on the rack.` });
        }),
    };
  }, [client, attempt, toast, onSelect]);
}
