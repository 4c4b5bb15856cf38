// Ways to write one part of the synthesis for ONNX Runtime's CPU provider, timed against each other: what the
// emitter's choices rest on. `npm run bench:candidates -- [--rounds 12]`. One thread, processor time, each run
// between two matrix products (timing.mjs); a row is a candidate, its cost that of the first of its group.
import { parseArgs } from 'node:util';
import { emitSynthesis, GraphBuilder, randomCheckpoint, randomState } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { clockOf, measure, openMatmul, quantile, sessionOptions } from './timing.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '12' } } });
const clock = clockOf('cpu');
const matmul = await openMatmul(1);
const random = randomState(0);
const normal = (count) => Float32Array.from(random.randn(count));
const ints = (...list) => ({ ints: list });
/** What a candidate makes is reduced, so that no time goes into handing it over. */
const reduced = (graph, y) => {
  graph.node('ReduceMax', [y], { axes: ints(1, 2, 3), keepdims: { int: 0 } }, 'y');
  graph.output('y', 'float32', ['n']);
};

/** A candidate that maps x [1, channels, side, side] and a style [1, channels] by `write`. */
async function open(channels, side, write, options = {}) {
  const graph = new GraphBuilder('candidate');
  const x = graph.input('x', 'float32', ['n', channels, side, side]);
  const style = graph.input('style', 'float32', ['n', channels]);
  const column = graph.node('Unsqueeze', [style, graph.integers([2, 3])]);
  reduced(graph, write(graph, graph.node('Mul', [x, column]), column));
  const session = await InferenceSession.create(graph.encode(), sessionOptions(1, options));
  const feeds = {
    x: new Tensor('float32', normal(channels * side * side), [1, channels, side, side]),
    style: new Tensor('float32', normal(channels), [1, channels]),
  };
  return () => session.run(feeds);
}

async function compare(title, candidates) {
  console.log(`\n${title}`);
  const names = Object.keys(candidates);
  const runs = await Promise.all(Object.values(candidates));
  const measured = await measure(runs, { clock, matmul, rounds: Number(values.rounds) });
  const costs = measured.map(({ ratios }) => quantile(ratios, 0.5));
  for (const [i, name] of names.entries()) {
    const ms = quantile(measured[i].times, 0).toFixed(2);
    console.log(
      `  ${name.padEnd(58)} ${ms.padStart(8)} ms   ${(costs[i] / costs[0]).toFixed(2).padStart(5)}`,
    );
  }
}

const conv = (graph, x, [outputs, inputs, rows, columns], pads, more = {}) =>
  graph.node(
    'Conv',
    [x, graph.floats(normal(outputs * inputs * rows * columns), [outputs, inputs, rows, columns])],
    {
      kernel_shape: ints(rows, columns),
      pads: ints(...pads),
      ...more,
    },
  );
const blur = (graph, x, channels, pads) =>
  conv(graph, x, [channels, 1, 4, 4], pads, { group: { int: channels } });

for (const [channels, side] of [
  [128, 64],
  [32, 256],
]) {
  await compare(`A 3x3 convolution of ${channels} channels at ${side} px`, {
    'one Conv with a constant weight, its input scaled': open(channels, side, (graph, x) =>
      conv(graph, x, [channels, channels, 3, 3], [1, 1, 1, 1]),
    ),
    'one Conv with a weight made at run time': open(channels, side, (graph, x, column) => {
      const row = graph.node('Reshape', [column, graph.integers([1, channels, 1, 1])]);
      const constant = graph.floats(normal(9 * channels ** 2), [channels, channels, 3, 3]);
      return graph.node('Conv', [x, graph.node('Mul', [constant, row])], {
        kernel_shape: ints(3, 3),
        pads: ints(1, 1, 1, 1),
      });
    }),
    'the same without the blocked layout ("extended")': open(
      channels,
      side,
      (graph, x) => conv(graph, x, [channels, channels, 3, 3], [1, 1, 1, 1]),
      { graphOptimizationLevel: 'extended' },
    ),
  });
}

const phases = [
  [2, 2, [1, 1, 1, 1]],
  [2, 1, [1, 0, 1, 1]],
  [1, 2, [0, 1, 1, 1]],
  [1, 1, [0, 0, 1, 1]],
];
const woven = (graph, parts, side, channels) => {
  const last = graph.node('Transpose', [graph.node('Concat', parts, { axis: { int: 1 } })], {
    perm: ints(0, 2, 3, 1),
  });
  const apart = graph.node('Reshape', [last, graph.integers([0, side, side, 2, 2, channels])]);
  const whole = graph.node('Transpose', [apart], { perm: ints(0, 1, 3, 2, 4, 5) });
  const flat = graph.node('Reshape', [whole, graph.integers([0, 2 * side, 2 * side, channels])]);
  return graph.node('Transpose', [flat], { perm: ints(0, 3, 1, 2) });
};
for (const [from, to, side] of [
  [256, 128, 32],
  [64, 32, 128],
]) {
  await compare(
    `A doubling convolution, ${from} to ${to} channels, ${side} to ${2 * side} px, with its filter`,
    {
      'four phases, woven with the channels last, a dense filter': open(from, side, (graph, x) => {
        const parts = phases.map(([rows, columns, pads]) => conv(graph, x, [to, from, rows, columns], pads));
        return blur(graph, woven(graph, parts, side + 1, to), to, [1, 1, 0, 0]);
      }),
      '… a separable filter': open(from, side, (graph, x) => {
        const parts = phases.map(([rows, columns, pads]) => conv(graph, x, [to, from, rows, columns], pads));
        const group = { group: { int: to } };
        const down = conv(graph, woven(graph, parts, side + 1, to), [to, 1, 4, 1], [1, 0, 0, 0], group);
        return conv(graph, down, [to, 1, 1, 4], [0, 1, 0, 0], group);
      }),
      '… woven by DepthToSpace': open(from, side, (graph, x) => {
        const parts = phases.map(([rows, columns, pads]) => conv(graph, x, [to, from, rows, columns], pads));
        const stacked = graph.node('Concat', parts, { axis: { int: 1 } });
        const whole = graph.node('DepthToSpace', [stacked], { blocksize: { int: 2 }, mode: { text: 'DCR' } });
        return blur(graph, whole, to, [1, 1, 0, 0]);
      }),
      'one 2x2 Conv to four times the channels, DepthToSpace': open(from, side, (graph, x) => {
        const stacked = conv(graph, x, [4 * to, from, 2, 2], [1, 1, 1, 1]);
        const whole = graph.node('DepthToSpace', [stacked], { blocksize: { int: 2 }, mode: { text: 'DCR' } });
        return blur(graph, whole, to, [1, 1, 0, 0]);
      }),
      'ConvTranspose, then the filter': open(from, side, (graph, x) => {
        const weight = graph.floats(normal(9 * from * to), [from, to, 3, 3]);
        const whole = graph.node('ConvTranspose', [x, weight], {
          kernel_shape: ints(3, 3),
          strides: ints(2, 2),
        });
        return blur(graph, whole, to, [1, 1, 1, 1]);
      }),
      'the filter folded in: four 3x3 phases': open(from, side, (graph, x) =>
        woven(
          graph,
          phases.map(() => conv(graph, x, [to, from, 3, 3], [1, 1, 1, 1])),
          side,
          to,
        ),
      ),
    },
  );
}

await compare('Demodulation, noise, bias and leaky ReLU of 32 channels at 256 px', {
  'Mul, one Add of a constant of the layer’s size': open(32, 256, (graph, x, column) => {
    const noise = graph.floats(normal(256 ** 2), [1, 1, 256, 256]);
    const both = graph.node('Add', [noise, graph.floats(normal(32), [1, 32, 1, 1])]);
    return graph.node('LeakyRelu', [graph.node('Add', [graph.node('Mul', [x, column]), both])]);
  }),
  'Mul, an Add of the noise, an Add of the bias': open(32, 256, (graph, x, column) => {
    const noisy = graph.node('Add', [
      graph.node('Mul', [x, column]),
      graph.floats(normal(256 ** 2), [1, 1, 256, 256]),
    ]);
    return graph.node('LeakyRelu', [graph.node('Add', [noisy, graph.floats(normal(32), [1, 32, 1, 1])])]);
  }),
});

for (const resolutionPx of [64, 256]) {
  const checkpoint = randomCheckpoint({ resolutionPx, channelBase: 8192, zDim: 8, mappingLayers: 1 });
  const { numWs, wDim } = checkpoint;
  const feeds = { ws: new Tensor('float32', normal(numWs * wDim), [1, numWs, wDim]) };
  const whole = async (options, more) => {
    const session = await InferenceSession.create(
      emitSynthesis(checkpoint, options),
      sessionOptions(1, more),
    );
    return () => session.run(feeds, ['rgb']);
  };
  await compare(`The whole synthesis at ${resolutionPx} px, channel base 8192`, {
    'as emitted: F(4, 3) down the columns from 64 channels on': whole(),
    'plain 3x3 convolutions': whole({ target: 'gpu' }),
    'as emitted, no memory pattern': whole({}, { enableMemPattern: false }),
    'as emitted, no memory arena': whole({}, { enableCpuMemArena: false }),
    'as emitted, weights stored as halves': whole({ weights: 'float16' }),
    'as emitted, without the blocked layout': whole({}, { graphOptimizationLevel: 'extended' }),
  });
}
