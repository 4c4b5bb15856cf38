import { describeRoomBus } from '../room-bus.conformance.js';
import { MemoryRoomBus, MemoryRoomHub } from './memory-room-bus.js';

describeRoomBus('memory', async () => {
  const hub = new MemoryRoomHub();
  const buses: MemoryRoomBus[] = [];
  return {
    instance: async () => {
      const bus = new MemoryRoomBus(hub);
      buses.push(bus);
      return bus;
    },
    close: async () => {
      await Promise.all(buses.map((bus) => bus.close()));
    },
  };
});
