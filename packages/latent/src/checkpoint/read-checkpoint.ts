import { type CheckpointWithoutAverage, hasAdaNames, readAdaNetwork } from './ada-network.js';
import { refuseOtherArchitectures } from './architecture.js';
import { averageW } from './average-w.js';
import { ByteCursor } from './byte-cursor.js';
import type { Checkpoint } from './checkpoint.js';
import { CheckpointError } from './checkpoint-error.js';
import { type NetworkSource, TensorReader } from './network-source.js';
import { persistentModule, persistentNetwork } from './persistent-network.js';
import { readPickle } from './pickle-machine.js';
import { PickleDict, type PickleValue } from './pickle-value.js';
import { hasRosinalityNames, readRosinalityNetwork } from './rosinality-network.js';
import { isSafetensors, readSafetensors } from './safetensors.js';
import { stateDictSource } from './state-dict.js';
import { StepBudget } from './step-budget.js';
import { isTorchStream, readTorchStream, type StorageLookup, storageLookup } from './torch-storage.js';
import { type Inflate, ZipArchive } from './zip-archive.js';

const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04];
const PICKLE_PROTO = 0x80;

export interface ReadCheckpointOptions {
  /** Counts and limits the work; by default `StepBudget.forFile`. */
  readonly budget?: StepBudget;
  /** Decompresses archive entries, for archives that were packed again. Without it they are refused. */
  readonly inflate?: Inflate;
}

/**
 * Reads a StyleGAN2 generator out of a file's bytes and runs nothing that is in it. Read are StyleGAN2-ADA
 * PyTorch pickles (their G_ema), PyTorch files with rosinality's or StyleGAN2-ADA's tensor names (zip and the
 * older streams), and safetensors with StyleGAN2-ADA's names. A missing wAvg is estimated.
 *
 * Throws CheckpointError for every other content, in a number of steps bounded by the file's size.
 */
export function readCheckpoint(bytes: Uint8Array, options: ReadCheckpointOptions = {}): Checkpoint {
  const budget = options.budget ?? StepBudget.forFile(bytes.length);
  const reader = new TensorReader(openSource(bytes, budget, options.inflate), budget);
  const network = readNetwork(reader);
  const { wAvg } = network;
  if (wAvg !== null) return { ...network, wAvg, wAvgSource: 'file' };
  return { ...network, wAvg: averageW(network.mapping, network.zDim), wAvgSource: 'estimated' };
}

function readNetwork(reader: TensorReader): CheckpointWithoutAverage {
  if (hasAdaNames(reader.names)) return readAdaNetwork(reader);
  if (hasRosinalityNames(reader.names)) return readRosinalityNetwork(reader);
  refuseOtherArchitectures(reader.names);
  const shown = [...reader.names].slice(0, 3).join(', ') || 'none';
  throw new CheckpointError(
    'no_generator',
    `The file's tensors are not a StyleGAN2 generator's; the first ones are: ${shown}.`,
  );
}

function openSource(bytes: Uint8Array, budget: StepBudget, inflate: Inflate | undefined): NetworkSource {
  if (ZIP_SIGNATURE.every((byte, i) => bytes[i] === byte)) return openZip(bytes, budget, inflate);
  if (isTorchStream(bytes)) {
    const { root, storages } = readTorchStream(bytes, budget);
    return openPickled(
      root,
      storageLookup((key) => storages.get(key), budget),
      budget,
    );
  }
  // Before pickles: the length that a safetensors file starts with may well begin with a pickle's first byte.
  if (isSafetensors(bytes)) return readSafetensors(bytes, budget);
  if (bytes[0] === PICKLE_PROTO) {
    const root = readPickle(new ByteCursor(bytes), budget);
    return openPickled(
      root,
      storageLookup(() => undefined, budget),
      budget,
    );
  }
  throw new CheckpointError(
    'unknown_format',
    bytes.length === 0
      ? 'The file is empty.'
      : 'This is no checkpoint that is read here: expected a StyleGAN2-ADA .pkl, a PyTorch .pt or a .safetensors file.',
  );
}

/** `NAME/data.pkl` and `NAME/data/KEY`, as torch.save writes since PyTorch 1.6. */
function openZip(bytes: Uint8Array, budget: StepBudget, inflate: Inflate | undefined): NetworkSource {
  const archive = ZipArchive.open(bytes, budget, inflate);
  const pickleName = [...archive.names].find((name) => /^[^/]*\/?data\.pkl$/.test(name));
  const pickle = pickleName === undefined ? undefined : archive.read(pickleName);
  if (pickleName === undefined || pickle === undefined) {
    const [first = 'nothing'] = archive.names;
    throw new CheckpointError(
      'unknown_format',
      `This is a zip archive of something else than weights (it has ${first}).`,
    );
  }
  const folder = pickleName.slice(0, -'data.pkl'.length);
  const byteOrder = archive.read(`${folder}byteorder`);
  if (byteOrder !== undefined && byteOrder[0] === 'b'.charCodeAt(0)) {
    throw new CheckpointError('corrupt', 'The file was written on a big-endian machine.');
  }
  const root = readPickle(new ByteCursor(pickle), budget);
  return openPickled(
    root,
    storageLookup((key) => archive.read(`${folder}data/${key}`), budget),
    budget,
  );
}

function openPickled(root: PickleValue, lookup: StorageLookup, budget: StepBudget): NetworkSource {
  const held = root instanceof PickleDict ? root.entries.get('G_ema') : undefined;
  const generator = persistentModule(held) ?? persistentModule(root);
  if (generator !== undefined) return persistentNetwork(generator, lookup, budget);
  if (root instanceof PickleDict && [...root.entries.values()].some((value) => persistentModule(value))) {
    const keys = [...root.entries.keys()].map(String).join(', ');
    throw new CheckpointError(
      'no_generator',
      `The pickle has no G_ema, the averaged generator; it has ${keys}.`,
    );
  }
  return stateDictSource(root, lookup, budget);
}
