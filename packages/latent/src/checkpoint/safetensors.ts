import { ByteCursor } from './byte-cursor.js';
import { CheckpointError } from './checkpoint-error.js';
import { ELEMENT_BYTES, elementTypeNamed } from './element-type.js';
import type { ModuleSetting, NetworkSource } from './network-source.js';
import type { StepBudget } from './step-budget.js';
import { denseStrides, elementCount, type StridedTensor } from './strided-tensor.js';

const MAX_HEADER_BYTES = 16 * 2 ** 20;
const METADATA_KEY = '__metadata__';
/** Header entries of a generator's settings, by the setting that each one is. */
const SETTING_KEYS = ['z_dim', 'c_dim', 'w_dim', 'num_ws'];

/** Whether the bytes start as a safetensors file does: an 8-byte header length, then a JSON object. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 9 || bytes[8] !== 0x7b) return false;
  return bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0;
}

/** The tensors of a safetensors file, nothing read yet, and its metadata. */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, StridedTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Reads the header of a safetensors file; integer tensors are left out. Throws CheckpointError. */
export function openSafetensors(bytes: Uint8Array, budget: StepBudget): SafetensorsFile {
  const cursor = new ByteCursor(bytes);
  const header = parseHeader(cursor);
  const body = bytes.subarray(cursor.position);
  const tensors = new Map<string, StridedTensor>();
  const metadata = new Map<string, string>();
  let previousEnd = 0;
  for (const [name, entry] of inFileOrder(header, budget)) {
    if (entry.start < previousEnd || entry.end > body.length) {
      throw corrupt(
        `${name} lies at bytes ${entry.start} to ${entry.end}, over another tensor or past the end`,
      );
    }
    previousEnd = entry.end;
    if (/^([IU]\d+|BOOL)$/.test(entry.dtype)) continue;
    const type = elementTypeNamed(entry.dtype, name);
    if (entry.end - entry.start !== elementCount(entry.shape) * ELEMENT_BYTES[type]) {
      throw corrupt(`${name} has ${entry.end - entry.start} bytes for the shape [${entry.shape}]`);
    }
    const storage = () => body.subarray(entry.start, entry.end);
    tensors.set(name, {
      name,
      type,
      storage,
      offset: 0,
      shape: entry.shape,
      strides: denseStrides(entry.shape),
    });
  }
  const stated = header[METADATA_KEY];
  if (isRecord(stated)) {
    for (const [key, value] of Object.entries(stated))
      if (typeof value === 'string') metadata.set(key, value);
  }
  return { tensors, metadata };
}

/**
 * A safetensors file as a generator's. Of its metadata: `z_dim`, `c_dim`, `w_dim`, `num_ws` (checked against the
 * tensors), `conv_clamp`, `mapping_lr_multiplier`, and `categories` (a JSON list of class names). Throws
 * CheckpointError.
 */
export function readSafetensors(bytes: Uint8Array, budget: StepBudget): NetworkSource {
  const { tensors, metadata } = openSafetensors(bytes, budget);
  return {
    format: 'safetensors',
    tensorNames: tensors.keys(),
    tensor: (name) => tensors.get(name),
    setting: (path, key) => metadataSetting(metadata, path, key),
    categories: parseCategories(metadata.get('categories')),
  };
}

function parseHeader(cursor: ByteCursor): Record<string, unknown> {
  const headerBytes = cursor.length64();
  if (headerBytes > MAX_HEADER_BYTES && headerBytes <= cursor.remaining) {
    throw corrupt(`its header is ${headerBytes} bytes long`);
  }
  try {
    const header: unknown = JSON.parse(cursor.text(headerBytes));
    if (isRecord(header)) return header;
  } catch (cause) {
    if (cause instanceof CheckpointError) throw cause;
    throw new CheckpointError('corrupt', 'The safetensors header is not JSON.', { cause });
  }
  throw corrupt('its header is not a JSON object');
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

function inFileOrder(
  header: Record<string, unknown>,
  budget: StepBudget,
): [name: string, entry: HeaderEntry][] {
  const entries: [string, HeaderEntry][] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA_KEY) continue;
    budget.spend(1);
    if (!isRecord(value)) throw corrupt(`${name} is not described`);
    const { dtype, shape, data_offsets: offsets } = value;
    if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
      throw corrupt(`${name} is not described as safetensors describes tensors`);
    }
    const [start, end] = offsets as [number, number];
    if (end < start) throw corrupt(`${name} ends before it starts`);
    entries.push([name, { dtype, shape, start, end }]);
  }
  return entries.sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
}

function metadataSetting(
  metadata: ReadonlyMap<string, string>,
  path: string,
  key: string,
): ModuleSetting | undefined {
  const isLayer = /^synthesis\.b\d+\.(conv[01]|torgb)$/.test(path);
  if (key === 'conv_clamp' && isLayer) return numberFrom(metadata.get('conv_clamp'));
  if (key === 'lr_multiplier' && /^mapping\.fc\d+$/.test(path))
    return numberFrom(metadata.get('mapping_lr_multiplier'));
  if (path === '' && SETTING_KEYS.includes(key)) return numberFrom(metadata.get(key));
  return undefined;
}

/** Text that is no number is kept as it is, so that whoever asks for a number refuses it by name. */
function numberFrom(text: string | undefined): ModuleSetting | undefined {
  if (text === undefined || text === '' || text === 'None' || text === 'null') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

/** Class names out of a JSON list; none where there is no text. Throws CheckpointError. */
export function parseCategories(text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    const names: unknown = JSON.parse(text);
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  } catch (cause) {
    throw new CheckpointError('corrupt', 'The categories of the safetensors file are not JSON.', { cause });
  }
  throw corrupt('its categories are not a list of names');
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function corrupt(what: string): CheckpointError {
  return new CheckpointError('corrupt', `The safetensors file is damaged: ${what}.`);
}
