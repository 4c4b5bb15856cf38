import { RedisServer } from '@toile/queue/testing';
import { startThrowawayPostgres, type ThrowawayPostgres } from '@toile/store/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  createRoom,
  drag,
  inviteLink,
  joinByLink,
  launchBrowser,
  newPerson,
  sameFinalPicture,
  saved,
} from '../support/browser.js';
import {
  health,
  type Running,
  type RunningServer,
  removeFolder,
  startServer,
  startWorker,
  temporaryFolder,
  until,
} from '../support/server.js';
import { describeFleetFlow } from './fleet-flow.js';
import { describeRoomFlow } from './room-flow.js';

let redis: RedisServer;
let postgres: ThrowawayPostgres;
let folder: string;
let webs: RunningServer[] = [];
let workers: Running[] = [];

beforeAll(async () => {
  [redis, postgres, folder] = await Promise.all([
    RedisServer.start(),
    startThrowawayPostgres(),
    temporaryFolder(),
  ]);
  const env = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
  workers = [1, 2].map((number) =>
    startWorker({ ...env, TOILE_WORKER_ID: `worker-${number}`, TOILE_THREADS: '1' }),
  );
  webs = await Promise.all([1, 2].map(() => startServer({ folder, env, workers: 2 })));
});

afterAll(async () => {
  await Promise.all([...webs, ...workers].map((running) => running.stop()));
  await Promise.all([redis?.stop(), postgres?.remove()]);
  await removeFolder(folder);
});

const at = (index: number): string => webs[index]?.baseUrl ?? '';

describeRoomFlow('fleet of two web instances and two workers', () => ({ first: at(0), second: at(1) }));

describeFleetFlow(() => ({ first: at(0), second: at(1) }));

describe('a fleet under failure', () => {
  it('goes on when one worker and Redis die in mid-drag, and when a web instance dies', async () => {
    const browser = await launchBrowser();
    const ana = await newPerson(browser, 'Ana');
    const ben = await newPerson(browser, 'Ben');
    await createRoom(ana, at(0), 'Shirt workshop');
    await joinByLink(ben, await inviteLink(ana, 'Editor'), at(1));
    await sameFinalPicture([ana, ben]);

    await drag(ana, 'Structure', 60, 15, true);
    await workers[0]?.stop(true);
    await drag(ana, 'Structure', 120, 15);
    await sameFinalPicture([ana, ben], 60_000);

    await drag(ben, 'Style', 60, 15, true);
    await redis.kill();
    await redis.start();
    await drag(ben, 'Style', 120, 15);
    await Promise.all([saved(ana), saved(ben)]);
    await sameFinalPicture([ana, ben], 60_000);

    await saved(ben);
    await webs[1]?.stop(true);
    await drag(ana, 'Wildness', 40, 15);
    webs[1] = await startServer({
      folder,
      port: webs[1]?.port ?? 0,
      env: { REDIS_URL: redis.url, DATABASE_URL: postgres.url },
    });
    await sameFinalPicture([ana, ben], 60_000);
    await until('the health tells of one worker', async () => (await health(at(0))).workers.length === 1);
    await browser.close();
  });
});
