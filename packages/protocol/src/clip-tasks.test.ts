import { describe, expect, it } from 'vitest';
import { clipRankRequestSchema, seedsOfBlock } from './clip-tasks.js';
import { limits } from './limits.js';
import { packOfTask, type Task, taskHash, taskSchema } from './tasks.js';

const about = { pack: 'a'.repeat(64), clip: 'b'.repeat(64), psi: 0.7, category: 1, text: 'red dress' };
const rank = { kind: 'clip-rank', ...about, block: 0 } as const;
const direction = { kind: 'clip-direction', ...about } as const;

describe('tasks for a CLIP', () => {
  it('P12: differ by anything that they are about, and by nothing else', () => {
    const tasks: Task[] = [
      rank,
      direction,
      { ...rank, pack: 'c'.repeat(64) },
      { ...rank, clip: 'c'.repeat(64) },
      { ...rank, psi: 0.5 },
      { ...rank, category: null },
      { ...rank, text: 'red' },
      { ...rank, block: 1 },
      { ...direction, text: 'red' },
    ];
    expect(new Set(tasks.map(taskHash)).size).toBe(tasks.length);
    const { text, ...rest } = rank;
    expect(taskHash({ text, ...rest })).toBe(taskHash(rank));
    for (const task of tasks) {
      expect(taskSchema.parse(JSON.parse(JSON.stringify(task)))).toEqual(task);
      expect(packOfTask(task)).toBe('pack' in task ? task.pack : undefined);
    }
  });

  it('P12: take a text that is one, of a length that is read', () => {
    const request = { pack: about.pack, category: null, text: '  red ', block: 0 };
    expect(clipRankRequestSchema.parse(request).text).toBe('red');
    for (const text of ['', '   ', 'x'.repeat(limits.clipTextChars + 1)]) {
      expect(clipRankRequestSchema.safeParse({ ...request, text }).success).toBe(false);
    }
  });

  it('P13: look at each seed once, of the category that is wanted or of each in turn', () => {
    const blocks = Array.from({ length: limits.clipBlocks }, (_, block) => seedsOfBlock(9, null, block));
    const seeds = blocks.flat().map(({ seed }) => seed);
    expect(new Set(seeds).size).toBe(limits.clipBlocks * limits.clipBlockSeeds);
    expect(blocks.flat().filter(({ category }) => category === 8)).toHaveLength(Math.floor(seeds.length / 9));
    expect(new Set(seedsOfBlock(9, 4, 3).map(({ category }) => category))).toEqual(new Set([4]));
    expect(seedsOfBlock(0, null, 3)[0]).toEqual({ kind: 'seed', seed: 96, category: null });
  });
});
