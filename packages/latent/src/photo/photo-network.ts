import { CheckpointError } from '../checkpoint/checkpoint-error.js';
import { TensorReader } from '../checkpoint/network-source.js';
import { isSafetensors, openSafetensors, parseCategories } from '../checkpoint/safetensors.js';
import { StepBudget } from '../checkpoint/step-budget.js';

/** What a network for photos is for: `matte` finds the garment, `encoder` its place in wPlus. */
export type PhotoNetworkKind = 'matte' | 'encoder';

/** The weights of a network for photos, as `toile_training` writes them: convolutions with their biases, folded. */
export interface PhotoNetwork {
  readonly kind: PhotoNetworkKind;
  readonly weights: TensorReader;
  readonly metadata: ReadonlyMap<string, string>;
  readonly categories: readonly string[];
  /** What training measured on photos that the network never saw, by name. */
  readonly measures: Readonly<Record<string, number>>;
}

/** Reads a safetensors file of `toile_training matte` or `encoder`. Throws CheckpointError for any other content. */
export function readPhotoNetwork(bytes: Uint8Array): PhotoNetwork {
  if (!isSafetensors(bytes)) {
    throw new CheckpointError('unknown_format', 'The file is not a safetensors file.');
  }
  const budget = StepBudget.forFile(bytes.length);
  const { tensors, metadata } = openSafetensors(bytes, budget);
  const kind = metadata.get('format')?.match(/^toile-(matte|encoder)$/)?.[1] as PhotoNetworkKind | undefined;
  if (kind === undefined) {
    const format = JSON.stringify(metadata.get('format') ?? null);
    throw new CheckpointError(
      'unsupported_architecture',
      `The file is no network for photos: its format is ${format}, not "toile-matte" or "toile-encoder".`,
    );
  }
  const categories = parseCategories(metadata.get('categories'));
  const source = {
    format: 'safetensors' as const,
    tensorNames: tensors.keys(),
    tensor: (name: string) => tensors.get(name),
    setting: () => undefined,
    categories,
  };
  const weights = new TensorReader(source, budget);
  return { kind, weights, metadata, categories, measures: measuresIn(metadata.get('measures')) };
}

/** A whole number of the metadata, at least 1. Throws CheckpointError. */
export function countIn({ metadata }: PhotoNetwork, key: string): number {
  const value = Number(metadata.get(key));
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new CheckpointError('corrupt', `The file says ${key} is ${metadata.get(key) ?? 'nothing'}.`);
}

function measuresIn(text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  try {
    const stated: unknown = JSON.parse(text);
    if (typeof stated === 'object' && stated !== null && !Array.isArray(stated)) {
      const entries = Object.entries(stated);
      if (entries.every(([, value]) => Number.isFinite(value))) return Object.fromEntries(entries);
    }
  } catch (cause) {
    throw new CheckpointError('corrupt', 'The measures of the file are not JSON.', { cause });
  }
  throw new CheckpointError('corrupt', 'The measures of the file are not numbers by name.');
}
