import { randomId } from '@toile/protocol';
import { afterAll, beforeAll } from 'vitest';
import { describeRoomBus } from '../room-bus.conformance.js';
import { RedisServer } from '../testing/redis-server.js';
import { RedisRoomBus } from './redis-room-bus.js';

let server: RedisServer;

beforeAll(async () => {
  server = await RedisServer.start();
});

afterAll(async () => {
  await server?.stop();
});

describeRoomBus('Redis', async () => {
  const prefix = `toile-test-${randomId(8)}:`;
  const buses: RedisRoomBus[] = [];
  return {
    instance: async () => {
      const bus = await RedisRoomBus.open({ url: server.url, prefix });
      buses.push(bus);
      return bus;
    },
    close: async () => {
      await Promise.all(buses.map((bus) => bus.close()));
    },
  };
});
