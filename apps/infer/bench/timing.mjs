// How the benchmarks measure. Every timed run stands between two timed 1024 x 1024 matrix products of ONNX
// Runtime, so that a machine whose speed changes shows in both, and what is compared is the ratio of the two.
//
// Two clocks. `wall` is time as people feel it, on all threads: each run is made twice and timed the second time,
// after a pause, since the threads of one session go on spinning for a while and would slow the next one down.
// `cpu` is the processor time of this process on one thread: it hardly depends on what else the machine does.
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { GraphBuilder } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const SIDE = 1024;
const PAUSE_MS = 30;
const WARM_UPS = 3;
export const MATMUL_GIGAFLOP = 2e-9 * SIDE ** 3;

export const quantile = (list, share) =>
  list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))];

export function sessionOptions(threads, more = {}) {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 4,
    ...more,
  };
}

/** A clock and the threads that it goes with. */
export function clockOf(name, threads = availableParallelism()) {
  if (name === 'cpu') return { name, threads: 1, time: (run) => elapsed(run, cpuMs) };
  const time = async (run) => {
    await setTimeout(PAUSE_MS);
    await run();
    return elapsed(run, () => performance.now());
  };
  return { name, threads, time };
}

async function elapsed(run, now) {
  const start = now();
  await run();
  return now() - start;
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The matrix product that everything is measured against. */
export async function openMatmul(threads) {
  const graph = new GraphBuilder('matmul');
  const a = graph.input('a', 'float32', [SIDE, SIDE]);
  graph.node('MatMul', [a, graph.floats(new Float32Array(SIDE * SIDE).fill(0.001), [SIDE, SIDE])], {}, 'y');
  graph.output('y', 'float32', [SIDE, SIDE]);
  const session = await InferenceSession.create(graph.encode(), sessionOptions(threads));
  const feeds = { a: new Tensor('float32', new Float32Array(SIDE * SIDE).fill(0.5), [SIDE, SIDE]) };
  return () => session.run(feeds);
}

/**
 * Times runs in turns, each between two matrix products. For each: `times` in ms, `ratios` to the products beside
 * it, and `matmulRates` in GFLOP/s.
 */
export async function measure(runs, { clock, matmul, rounds }) {
  const measured = runs.map(() => ({ times: [], ratios: [], matmulRates: [] }));
  for (let i = 0; i < WARM_UPS; i++) {
    await matmul();
    for (const run of runs) await run();
  }
  for (let round = 0; round < rounds; round++) {
    for (const [i, run] of runs.entries()) {
      const before = await clock.time(matmul);
      const time = await clock.time(run);
      const beside = (before + (await clock.time(matmul))) / 2;
      measured[i].times.push(time);
      measured[i].ratios.push(time / beside);
      measured[i].matmulRates.push((1e3 * MATMUL_GIGAFLOP) / beside);
    }
  }
  return measured;
}
