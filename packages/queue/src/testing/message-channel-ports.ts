import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { IpcPort } from '../ipc/ipc-port.js';

/**
 * Two ends of a channel that clones what it carries as `fork` with advanced serialization does, in one process.
 * `close` closes both.
 */
export function messageChannelPorts(): { ends: [IpcPort, IpcPort]; close(): void } {
  const { port1, port2 } = new MessageChannel();
  return { ends: [ipcPort(port1), ipcPort(port2)], close: () => port1.close() };
}

const ipcPort = (port: MessagePort): IpcPort => ({
  send: (message) => port.postMessage(message),
  listen: (listener) => {
    const message = (received: unknown) => listener.message(received);
    const closed = () => listener.closed();
    port.on('message', message);
    port.once('close', closed);
    return () => {
      port.off('message', message);
      port.off('close', closed);
    };
  },
});
