import { countedSyncTypes, yjsMessage } from '@toile/protocol';

/** y-protocols' number for "all that you lack", the answer to a state vector. */
export const syncStep2 = 1;

/**
 * A WebSocket class that tells `onContent` of every content message which it sent, by its sync type.
 * Both leading varUints are below 128, so each is one byte.
 */
export function countingSocket(
  Base: typeof WebSocket,
  onContent: (socket: WebSocket, syncType: number) => void,
): typeof WebSocket {
  return class CountingSocket extends Base {
    override send(message: Parameters<WebSocket['send']>[0]): void {
      super.send(message);
      if (!(message instanceof Uint8Array) || message[0] !== yjsMessage.sync) return;
      const syncType = message[1];
      if (syncType !== undefined && countedSyncTypes.includes(syncType)) onContent(this, syncType);
    }
  };
}
