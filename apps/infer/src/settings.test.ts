import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from './settings.js';

describe('a worker’s settings', () => {
  it('has defaults for everything', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ redisUrl: null, providers: ['cpu'], maxBatch: 8, metricsPort: null });
    expect(settings.packsFolder).toMatch(/infer\/packs$/);
    expect(readSettings({}).workerId).not.toBe(settings.workerId);
  });

  it('reads what it is told', () => {
    const env = { REDIS_URL: 'redis://here', TOILE_PROVIDERS: 'CUDA, webgpu', TOILE_THREADS: '3' };
    expect(readSettings({ ...env, TOILE_MAX_BATCH: ' 4 ', TOILE_WORKER_ID: '' })).toMatchObject({
      redisUrl: 'redis://here',
      providers: ['cuda', 'webgpu'],
      threads: 3,
      maxBatch: 4,
    });
  });

  it.each([
    ['TOILE_THREADS', '0'],
    ['TOILE_THREADS', 'two'],
    ['TOILE_MAX_BATCH', '65'],
    ['TOILE_PROVIDERS', 'cpu;rm'],
    ['TOILE_LOG_LEVEL', 'loud'],
    ['TOILE_METRICS_PORT', '70000'],
    ['TOILE_WORKER_ID', 'w'.repeat(65)],
  ])('names %s when it is %s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(SettingsError);
    expect(() => readSettings({ [name]: value })).toThrow(name);
  });
});
