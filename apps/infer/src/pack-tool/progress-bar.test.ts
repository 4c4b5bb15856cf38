import { expect, it } from 'vitest';
import { progressBar } from './progress-bar.js';

function written(isTTY: boolean, steps: readonly (readonly [string, number, number])[]): string {
  let text = '';
  const progress = progressBar({ isTTY, write: (part) => (text += part) });
  for (const step of steps) progress(...step);
  return text;
}

it('fills one line on a terminal and ends it when the stage is done', () => {
  const text = written(true, [
    ['Drawing', 0, 4],
    ['Drawing', 2, 4],
    ['Drawing', 4, 4],
  ]);
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toContain(`${'█'.repeat(12)}${'░'.repeat(12)} Drawing: 2 of 4`);
});

it('writes a line a quarter in a log', () => {
  const steps = Array.from({ length: 101 }, (_, i) => ['Drawing', i, 100] as const);
  expect(written(false, steps)).toBe(
    'Drawing: 0%\nDrawing: 25%\nDrawing: 50%\nDrawing: 75%\nDrawing: 100%\n',
  );
});
