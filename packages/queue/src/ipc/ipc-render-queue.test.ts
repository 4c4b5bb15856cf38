import { describe, expect, it } from 'vitest';
import { MemoryRenderQueue } from '../memory/memory-render-queue.js';
import { describeRenderQueue, type OpenQueueUnderTest } from '../render-queue.conformance.js';
import { describeRenderQueueFuzz } from '../render-queue-fuzz.conformance.js';
import { messageChannelPorts } from '../testing/message-channel-ports.js';
import { packA, sampleJob } from '../testing/samples.js';
import { ipcPortOf } from './ipc-port.js';
import { IpcRenderQueue } from './ipc-render-queue.js';
import { serveQueueOnPort } from './serve-queue-over-ipc.js';

const open: OpenQueueUnderTest = async (options) => {
  let nowMs = 1_700_000_000_000;
  const memory = new MemoryRenderQueue({ ...options, now: () => nowMs });
  const closes: (() => void)[] = [() => void memory.close()];
  const another = async () => {
    const { ends, close } = messageChannelPorts();
    serveQueueOnPort(ends[0], memory);
    const queue = new IpcRenderQueue(ends[1]);
    closes.unshift(() => void queue.close(), close);
    return queue;
  };
  return {
    queue: await another(),
    another,
    pass: async (ms) => {
      nowMs += ms;
    },
    close: async () => {
      for (const close of closes) close();
    },
  };
};

describeRenderQueue('I1 I2 IPC', open);
describeRenderQueueFuzz('I1 IPC', open, { seeds: 5, steps: 300 });

describe('IPC queue', () => {
  const request = { workerId: 'w', packIds: [packA], maxBatch: 1, leaseMs: 60_000, waitMs: 60_000 };

  it('I3 takes back what the other side held when that side goes', async () => {
    const memory = new MemoryRenderQueue();
    const { ends, close } = messageChannelPorts();
    serveQueueOnPort(ends[0], memory);
    const queue = new IpcRenderQueue(ends[1]);
    await memory.offer(sampleJob());
    expect(await queue.claim(request)).toHaveLength(1);
    const waiting = expect(queue.claim(request)).rejects.toMatchObject({ code: 'unreachable' });
    close();
    await waiting;
    const [again] = await memory.claim(request);
    expect(again).toMatchObject({ attempt: 2, job: { slot: 'design' } });
  });

  it('I3 stops serving when told, with the same effect', async () => {
    const memory = new MemoryRenderQueue();
    const { ends, close } = messageChannelPorts();
    const stop = serveQueueOnPort(ends[0], memory);
    const queue = new IpcRenderQueue(ends[1]);
    await memory.offer(sampleJob());
    expect(await queue.claim(request)).toHaveLength(1);
    await stop();
    await stop();
    expect(await memory.stats()).toMatchObject({ pending: 1, running: 0 });
    close();
  });

  it('I5 leaves messages of others alone', async () => {
    const memory = new MemoryRenderQueue();
    const { ends, close } = messageChannelPorts();
    serveQueueOnPort(ends[0], memory);
    const queue = new IpcRenderQueue(ends[1]);
    const heard: unknown[] = [];
    ends[0].listen({ message: (message) => heard.push(message), closed: () => undefined });
    for (const message of [null, 'hello', 7, { kind: 'call', id: 1 }, { toile: 'other' }]) {
      ends[0].send(message);
      ends[1].send(message);
    }
    expect(await queue.stats()).toMatchObject({ pending: 0 });
    expect(heard.slice(0, 5)).toEqual([null, 'hello', 7, { kind: 'call', id: 1 }, { toile: 'other' }]);
    close();
  });

  it('needs a process that was forked', () => {
    const alone = { send: undefined } as unknown as NodeJS.Process;
    expect(() => ipcPortOf(alone)).toThrow(TypeError);
  });
});
