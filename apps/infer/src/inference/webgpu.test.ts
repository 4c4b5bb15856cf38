import { execFile, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const HOUSE = path('../../packs/garments-64');
/** A Vulkan driver in software, part of Debian's Chromium. The library reads the variable when it loads. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const NO_DRIVER = '/nonexistent/vulkan-driver.json';
const PATIENCE_MS = 180_000;

const draw = async (driver: string) => {
  const env = { ...process.env, NODE_OPTIONS: '', VK_DRIVER_FILES: driver };
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [path('testing/draw-on.mjs'), 'webgpu', HOUSE], { env });
  return JSON.parse(stdout);
};

// ONNX Runtime reaches WebGPU through Vulkan on Linux alone, and Debian's Chromium brings the driver.
describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the WebGPU provider', () => {
  it(
    'draws what the CPU draws',
    async () => {
      const { provider, refused, difference, magnitude } = await draw(SWIFTSHADER);
      expect({ provider, refused }).toEqual({ provider: 'webgpu', refused: [] });
      expect(magnitude).toBeGreaterThan(0.5);
      expect(difference).toBeLessThan(1e-3);
    },
    PATIENCE_MS,
  );

  it(
    'gives way to the CPU where there is no driver, and the worker says so',
    async () => {
      const env = { ...process.env, TOILE_PROVIDERS: 'webgpu', VK_DRIVER_FILES: NO_DRIVER, NODE_OPTIONS: '' };
      const worker = fork(path('../../dist/main.js'), {
        env,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        execArgv: [],
      });
      let output = '';
      for (const stream of [worker.stdout, worker.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          if (output.includes('drawing on')) worker.kill('SIGKILL');
        });
      }
      await new Promise((resolve) => worker.once('exit', resolve));
      const lines = output
        .split('\n')
        .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
      expect(lines).toContainEqual(
        expect.objectContaining({
          msg: 'an execution provider could not start',
          provider: 'webgpu',
          message: expect.stringMatching(/\S/),
        }),
      );
      expect(lines).toContainEqual(expect.objectContaining({ msg: 'drawing on cpu', provider: 'cpu' }));
    },
    PATIENCE_MS,
  );
});
