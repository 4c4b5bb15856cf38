export { type IpcPort, ipcPortOf } from './ipc/ipc-port.js';
export { IpcRenderQueue } from './ipc/ipc-render-queue.js';
export { serveQueueOnPort, serveQueueOverIpc } from './ipc/serve-queue-over-ipc.js';
export { MemoryRenderQueue, type MemoryRenderQueueOptions } from './memory/memory-render-queue.js';
export { MemoryRoomBus, MemoryRoomHub } from './memory/memory-room-bus.js';
export { type OpenQueueOptions, openQueue } from './open-queue.js';
export { RedisRenderQueue, type RedisRenderQueueOptions } from './redis/redis-render-queue.js';
export { RedisRoomBus, type RedisRoomBusOptions } from './redis/redis-room-bus.js';
export {
  type ClaimRequest,
  type OfferOutcome,
  QueueError,
  type QueueStats,
  type RenderQueue,
} from './render-queue.js';
export type { RoomBus, RoomBusListener, RoomMessage } from './room-bus.js';
