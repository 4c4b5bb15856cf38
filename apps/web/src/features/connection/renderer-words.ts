import type { Renderer } from '@toile/protocol';
import { counted } from '../../client/relative-time.js';

export interface RendererWords {
  /** A word or two for the bar, such as "on cpu". */
  readonly short: string;
  readonly long: string;
  readonly trouble: boolean;
}

/** What draws the pictures, in words. */
export function rendererWords(renderer: Renderer | null): RendererWords | null {
  if (!renderer) return null;
  const { workers, pending, queueOk } = renderer;
  if (!queueOk) {
    return {
      short: 'render queue lost',
      long: 'The render queue cannot be reached. Edits are kept; pictures follow later.',
      trouble: true,
    };
  }
  if (workers.length === 0) {
    return {
      short: 'no renderer at work',
      long: 'No renderer is at work. Edits are kept; pictures follow as soon as one starts.',
      trouble: true,
    };
  }
  const providers = [...new Set(workers.map(({ provider }) => provider))].join(' and ');
  const drawn = workers.reduce((sum, { framesDrawn }) => sum + framesDrawn, 0);
  const waiting = pending > 0 ? `, ${counted(pending, 'picture')} waiting` : '';
  return {
    short: `on ${providers}`,
    long: `${counted(workers.length, 'renderer')} at work on ${providers}: ${counted(drawn, 'picture')} drawn${waiting}.`,
    trouble: false,
  };
}
