const WIDTH = 24;
/** Where nobody watches, a stage says how far it is after each such share. */
const PLAIN_STEPS = 4;

/** What a progress bar is drawn on: stderr. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Shows how far stages of work are: a bar that fills in its line on a terminal, and elsewhere (a log) one line a
 * quarter of the way.
 */
export function progressBar(stream: ProgressStream): (stage: string, done: number, total: number) => void {
  return stream.isTTY === true ? onTerminal(stream) : inLog(stream);
}

function onTerminal(stream: ProgressStream) {
  return (stage: string, done: number, total: number): void => {
    const filled = Math.round((WIDTH * done) / total);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
    stream.write(`\r\u001b[K${bar} ${stage}: ${done} of ${total}${done >= total ? '\n' : ''}`);
  };
}

function inLog(stream: ProgressStream) {
  let last = '';
  return (stage: string, done: number, total: number): void => {
    const line = `${stage}: ${Math.floor((PLAIN_STEPS * done) / total) * (100 / PLAIN_STEPS)}%`;
    if (line === last) return;
    last = line;
    stream.write(`${line}\n`);
  };
}
