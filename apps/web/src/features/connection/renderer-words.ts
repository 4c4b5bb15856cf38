import type { Renderer } from '@toile/protocol';
import { counted } from '../../client/relative-time.js';

export interface RendererWords {
  /** A few words for the bar, such as "on cpu" or "Drawing 2 designs". */
  readonly short: string;
  readonly long: string;
  readonly state: 'resting' | 'drawing' | 'trouble';
}

/** What draws the pictures and what it does, in words; `drawing` designs of this room wait for theirs. */
export function rendererWords(renderer: Renderer | null, drawing: number): RendererWords | null {
  if (!renderer) return null;
  const { workers, pending, queueOk } = renderer;
  if (!queueOk) {
    return {
      short: 'Render queue lost: pictures wait',
      long: 'The render queue cannot be reached. Changes are kept; pictures follow later.',
      state: 'trouble',
    };
  }
  if (workers.length === 0) {
    return {
      short: 'No renderer is running: pictures wait',
      long: 'No renderer is running. Changes are kept; pictures follow as soon as one starts.',
      state: 'trouble',
    };
  }
  const providers = [...new Set(workers.map(({ provider }) => provider))].join(' and ');
  const drawn = workers.reduce((sum, { framesDrawn }) => sum + framesDrawn, 0);
  const waiting = pending > 0 ? `, ${counted(pending, 'picture')} waiting` : '';
  return {
    short: drawing > 0 ? `Drawing ${counted(drawing, 'design')}` : `on ${providers}`,
    long: `${counted(workers.length, 'renderer')} at work on ${providers}: ${counted(drawn, 'picture')} drawn${waiting}.`,
    state: drawing > 0 ? 'drawing' : 'resting',
  };
}
