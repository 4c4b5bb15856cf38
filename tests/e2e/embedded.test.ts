import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRoom,
  drag,
  inviteLink,
  joinByLink,
  launchBrowser,
  newPerson,
  sameFinalPicture,
  saved,
  sliderValue,
} from '../support/browser.js';
import {
  health,
  type RunningServer,
  removeFolder,
  startServer,
  temporaryFolder,
  until,
} from '../support/server.js';
import { describeRoomFlow } from './room-flow.js';

let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServer({ folder });
});

afterAll(async () => {
  await server?.stop();
  await removeFolder(folder);
});

describeRoomFlow('embedded', () => ({ first: server.baseUrl, second: server.baseUrl }));

describe('embedded mode under failure', () => {
  it('loses nothing when the worker is killed and the server restarts in mid-drag', async () => {
    const browser = await launchBrowser();
    const ana = await newPerson(browser, 'Ana');
    const ben = await newPerson(browser, 'Ben');
    await createRoom(ana, server.baseUrl, 'Knit drop');
    await joinByLink(ben, await inviteLink(ana, 'Editor'), server.baseUrl);
    await sameFinalPicture([ana, ben]);

    // The worker dies while a hand is on a slider: another takes its place and the last state is drawn.
    await drag(ana, 'Structure', 60, 20, true);
    const [workerPid] = childPids(server.child.pid ?? 0);
    expect(workerPid).toBeDefined();
    process.kill(workerPid as number, 'SIGKILL');
    await drag(ana, 'Structure', 120, 20);
    await sameFinalPicture([ana, ben]);
    await until('a worker is back', async () => (await health(server.baseUrl)).workers.length >= 1);

    // The server dies while a hand is on a slider: the edit waits in the browser and merges on return.
    await drag(ben, 'Style', 80, 20, true);
    await server.stop(true);
    await drag(ben, 'Style', 140, 20);
    await ben.page
      .getByText(/reconnecting/i)
      .first()
      .waitFor();
    server = await startServer({ folder, port: server.port });
    await Promise.all([saved(ana), saved(ben)]);
    await sameFinalPicture([ana, ben], 60_000);
    for (const name of ['Structure', 'Style']) {
      expect(await sliderValue(ana, name), name).toBe(await sliderValue(ben, name));
      expect(await sliderValue(ana, name), name).toBeGreaterThan(0);
    }
    await browser.close();
  });
});

/** Direct children of a process, newest last. */
function childPids(pid: number): number[] {
  const listing = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)]).toString();
  return listing
    .split('\n')
    .map((line) => Number(line.trim()))
    .filter((child) => child > 0);
}
