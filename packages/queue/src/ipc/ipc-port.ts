import type { ChildProcess } from 'node:child_process';

export interface IpcListener {
  message(message: unknown): void;
  /** The other side is gone. Called once. */
  closed(): void;
}

/** One end of a channel between two processes, as much of it as the queue needs. */
export interface IpcPort {
  /** Does nothing once the other side is gone. Throws when the message cannot be cloned. */
  send(message: unknown): void;
  /** Answers a function that stops listening. */
  listen(listener: IpcListener): () => void;
}

/**
 * The channel to a forked child, or in the child (`process`) the one to its parent. Fork with
 * `serialization: 'advanced'`: frames are bytes, which the default (JSON) would ruin.
 *
 * Throws TypeError for a process without a channel.
 */
export function ipcPortOf(end: ChildProcess | NodeJS.Process): IpcPort {
  const send = end.send?.bind(end) as
    | ((message: unknown, sent: (error: Error | null) => void) => boolean)
    | undefined;
  if (!send) throw new TypeError('process: expected one that was forked, this one has no channel');
  return {
    send(message) {
      // A channel that has closed is an error to `send` and a `disconnect` to the listeners, who act on it.
      if (end.connected) send(message, () => undefined);
    },
    listen(listener) {
      let over = false;
      const message = (received: unknown) => listener.message(received);
      const stop = () => {
        over = true;
        end.off('message', message);
        end.off('disconnect', closed);
      };
      const closed = () => {
        if (over) return;
        stop();
        listener.closed();
      };
      end.on('message', message);
      end.on('disconnect', closed);
      if (!end.connected) queueMicrotask(closed);
      return stop;
    },
  };
}
