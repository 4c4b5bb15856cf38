import type { Checkpoint, DenseTensor, FullyConnected, SynthesisLayer } from './checkpoint.js';
import { PersistentId, PickleGlobal, PickleList, PickleTuple, type PickleValue } from './pickle-value.js';
import { pickleCall, pickleDict, writePickle } from './pickle-writer.fixture.js';
import { denseStrides, elementCount } from './strided-tensor.js';

/** Tensors by name, as a file would hold them. */
export type NamedTensors = Map<string, DenseTensor>;

/** A generator under StyleGAN2-ADA's tensor names. */
export function adaTensors(checkpoint: Checkpoint): NamedTensors {
  const tensors: NamedTensors = new Map();
  const put = (name: string, shape: readonly number[], values: Float32Array): void =>
    void tensors.set(name, { shape, values });
  const linear = (path: string, layer: FullyConnected): void => {
    put(`${path}.weight`, [layer.outFeatures, layer.inFeatures], layer.weight);
    put(`${path}.bias`, [layer.outFeatures], layer.bias);
  };
  const { mapping, synthesis, wDim } = checkpoint;
  const filter = synthesis.resampleFilter;
  if (mapping.embed) linear('mapping.embed', mapping.embed);
  for (const [i, layer] of mapping.layers.entries()) linear(`mapping.fc${i}`, layer);
  put('mapping.w_avg', [wDim], checkpoint.wAvg);
  tensors.set('synthesis.b4.const', synthesis.constant);
  const convolution = (path: string, layer: SynthesisLayer): void => {
    const { resolutionPx, widthPx, noise } = layer;
    put(`${path}.weight`, [layer.outChannels, layer.inChannels, 3, 3], layer.weight);
    put(`${path}.bias`, [layer.outChannels], layer.bias);
    linear(`${path}.affine`, layer.affine);
    tensors.set(`${path}.resample_filter`, filter);
    if (noise === null) return;
    put(`${path}.noise_const`, [resolutionPx, widthPx], noise.constant);
    put(`${path}.noise_strength`, [], Float32Array.of(noise.strength));
  };
  for (const block of synthesis.blocks) {
    const path = `synthesis.b${block.resolutionPx}`;
    if (block.conv0) convolution(`${path}.conv0`, block.conv0);
    convolution(`${path}.conv1`, block.conv1);
    put(`${path}.torgb.weight`, [3, block.toRgb.inChannels, 1, 1], block.toRgb.weight);
    put(`${path}.torgb.bias`, [3], block.toRgb.bias);
    linear(`${path}.torgb.affine`, block.toRgb.affine);
    tensors.set(`${path}.resample_filter`, filter);
  }
  return tensors;
}

/** A generator under rosinality's tensor names, `latent_avg` apart. */
export function rosinalityTensors(checkpoint: Checkpoint): NamedTensors {
  const tensors: NamedTensors = new Map();
  const put = (name: string, shape: readonly number[], values: Float32Array): void =>
    void tensors.set(name, { shape, values });
  const linear = (path: string, layer: FullyConnected): void => {
    put(`${path}.weight`, [layer.outFeatures, layer.inFeatures], layer.weight);
    put(`${path}.bias`, [layer.outFeatures], layer.bias);
  };
  const { mapping, synthesis } = checkpoint;
  const kernel = { shape: [4, 4], values: synthesis.resampleFilter.values.map((value) => 4 * value) };
  for (const [i, layer] of mapping.layers.entries()) linear(`style.${i + 1}`, layer);
  put('input.input', [1, ...synthesis.constant.shape], synthesis.constant.values);
  const convolution = (path: string, index: number, layer: SynthesisLayer): void => {
    const { resolutionPx, widthPx, inChannels, outChannels } = layer;
    const weight = layer.weight.map((value) => value * Math.sqrt(9 * inChannels));
    put(`${path}.conv.weight`, [1, outChannels, inChannels, 3, 3], weight);
    linear(`${path}.conv.modulation`, layer.affine);
    put(`${path}.activate.bias`, [outChannels], layer.bias);
    put(`${path}.noise.weight`, [1], Float32Array.of(layer.noise?.strength ?? 0));
    const noise = layer.noise?.constant ?? new Float32Array(resolutionPx * widthPx);
    put(`noises.noise_${index}`, [1, 1, resolutionPx, widthPx], noise);
    if (layer.up === 2) tensors.set(`${path}.conv.blur.kernel`, kernel);
  };
  for (const [i, block] of synthesis.blocks.entries()) {
    const rgb = i === 0 ? 'to_rgb1' : `to_rgbs.${i - 1}`;
    if (block.conv0) convolution(`convs.${2 * i - 2}`, 2 * i - 1, block.conv0);
    convolution(i === 0 ? 'conv1' : `convs.${2 * i - 1}`, 2 * i, block.conv1);
    put(`${rgb}.conv.weight`, [1, 3, block.toRgb.inChannels, 1, 1], block.toRgb.weight);
    linear(`${rgb}.conv.modulation`, block.toRgb.affine);
    put(`${rgb}.bias`, [1, 3, 1, 1], block.toRgb.bias);
    if (i > 0) tensors.set(`${rgb}.upsample.kernel`, kernel);
  }
  return tensors;
}

/** How a pickle is written. */
export interface AdaPickleOptions {
  readonly protocol?: number;
  /** Where the layers' settings stand: as attributes, as what their constructors were given, or nowhere. */
  readonly settings?: 'attributes' | 'init-kwargs' | 'none';
  /** Weights of convolutions as PyTorch lays them out, or with the channels last as its half-precision layers do. */
  readonly layout?: 'dense' | 'channels-last';
  /** Tensors to write in place of the checkpoint's own. */
  readonly tensors?: NamedTensors;
}

/** A StyleGAN2-ADA network pickle with the generator as G_ema and storages nested as bytes. */
export function adaPickle(checkpoint: Checkpoint, options: AdaPickleOptions = {}): Uint8Array {
  const { protocol = 4, tensors = adaTensors(checkpoint) } = options;
  const generator = adaModule('Generator', '', tensors, checkpoint, options);
  return writePickle(pickleDict({ G: null, D: null, G_ema: generator, augment_pipe: null }), { protocol });
}

/** A persistent module: the tensors directly under `path` are its own, deeper ones its children's. */
function adaModule(
  className: string,
  path: string,
  tensors: NamedTensors,
  checkpoint: Checkpoint,
  options: AdaPickleOptions,
): PickleValue {
  const own = pickleCall('collections.OrderedDict');
  const children = pickleCall('collections.OrderedDict');
  for (const [name, tensor] of tensors) {
    if (!name.startsWith(path)) continue;
    const [head = '', ...rest] = name.slice(path.length).split('.');
    if (rest.length === 0) own.entries.set(head, nestedTensor(tensor, options.layout));
    else if (!children.entries.has(head)) {
      children.entries.set(head, adaModule(head, `${path}${head}.`, tensors, checkpoint, options));
    }
  }
  const settings: Record<string, PickleValue> = {};
  if (/conv[01]\.$|torgb\.$/.test(path)) settings.conv_clamp = checkpoint.synthesis.blocks[0]!.conv1.clamp;
  if (path === '')
    Object.assign(settings, { z_dim: checkpoint.zDim, c_dim: checkpoint.cDim, w_dim: checkpoint.wDim });
  const kwargs = pickleCall('dnnlib.util.EasyDict');
  for (const [key, value] of Object.entries(settings)) kwargs.entries.set(key, value);
  const state = pickleDict({
    _parameters: own,
    _buffers: pickleCall('collections.OrderedDict'),
    _modules: children,
    ...(options.settings === 'init-kwargs' ? { _init_kwargs: kwargs } : {}),
    ...((options.settings ?? 'attributes') === 'attributes' ? settings : {}),
  });
  const meta = pickleDict({
    type: 'class',
    version: 6,
    module_src: 'raise SystemExit',
    class_name: className,
    state,
  });
  return pickleCall('torch_utils.persistence._reconstruct_persistent_obj', meta);
}

function nestedTensor(tensor: DenseTensor, layout: AdaPickleOptions['layout'] = 'dense'): PickleValue {
  const [out = 0, channels = 0, height = 0, width = 0] = tensor.shape;
  if (layout === 'dense' || tensor.shape.length !== 4) {
    return pickledTensor(tensor, nestedStorage(tensor.values));
  }
  const strides = [channels * height * width, 1, width * channels, channels];
  const values = new Float32Array(tensor.values.length);
  for (let at = 0; at < values.length; at++) {
    const [x, y] = [at % width, Math.floor(at / width) % height];
    const c = Math.floor(at / (width * height)) % channels;
    const o = Math.floor(at / (width * height * channels));
    values[o * strides[0]! + c + y * strides[2]! + x * strides[3]!] = tensor.values[at]!;
  }
  return pickledTensor({ shape: [out, channels, height, width], values }, nestedStorage(values), strides);
}

function pickledTensor(
  { shape }: DenseTensor,
  storage: PickleValue,
  elementStrides: readonly number[] = denseStrides(shape),
): PickleValue {
  const strides = new PickleTuple(elementStrides);
  const hooks = pickleCall('collections.OrderedDict');
  return pickleCall(
    'torch._utils._rebuild_tensor_v2',
    storage,
    0,
    new PickleTuple(shape),
    strides,
    false,
    hooks,
  );
}

function nestedStorage(values: Float32Array): PickleValue {
  const stream = torchStream(storageId('1', values.length), new Map([['1', values]]));
  return pickleCall('torch.storage._load_from_bytes', stream);
}

function storageId(key: string, elements: number): PersistentId {
  const storageClass = new PickleGlobal('torch', 'FloatStorage');
  return new PersistentId(new PickleTuple(['storage', storageClass, key, 'cpu', elements]));
}

/** What `torch.save` wrote before PyTorch 1.6. */
export function torchStream(root: PickleValue, storages: ReadonlyMap<string, Float32Array>): Uint8Array {
  const system = pickleDict({ protocol_version: 1001, little_endian: true });
  const parts: Uint8Array[] = [
    119547037146038801333356n,
    1001,
    system,
    root,
    new PickleList([...storages.keys()]),
  ].map((value) => writePickle(value, { protocol: 2 }));
  for (const values of storages.values()) {
    parts.push(new Uint8Array(BigInt64Array.of(BigInt(values.length)).buffer), bytesOf(values));
  }
  return concatenated(parts);
}

/** A dict with the tensors under `key`, and the storages it refers to. */
export function stateDictValue(
  tensors: NamedTensors,
  key: string,
): [root: PickleValue, storages: Map<string, Float32Array>] {
  const dict = pickleCall('collections.OrderedDict');
  const storages = new Map<string, Float32Array>();
  for (const [name, tensor] of tensors) {
    const storageKey = String(storages.size);
    storages.set(storageKey, tensor.values);
    dict.entries.set(name, pickledTensor(tensor, storageId(storageKey, elementCount(tensor.shape))));
  }
  return [pickleDict({ [key]: dict, iteration: 1000 }), storages];
}

/** Compresses the entries of an archive, where they are not to be stored as they are. */
export type Deflate = (content: Uint8Array) => Uint8Array;

/** What `torch.save` writes since PyTorch 1.6: a zip archive of stored entries. */
export function torchZip(
  root: PickleValue,
  storages: ReadonlyMap<string, Float32Array>,
  deflateRaw?: Deflate,
): Uint8Array {
  const entries = new Map([['archive/data.pkl', writePickle(root, { protocol: 2 })]]);
  for (const [key, values] of storages) entries.set(`archive/data/${key}`, bytesOf(values));
  return zipOf(entries, deflateRaw);
}

export function zipOf(entries: ReadonlyMap<string, Uint8Array>, deflateRaw?: Deflate): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, original] of entries) {
    const content = deflateRaw ? deflateRaw(original) : original;
    const encoded = new TextEncoder().encode(name);
    const header = new DataView(new ArrayBuffer(30));
    header.setUint32(0, 0x04034b50, true);
    header.setUint16(26, encoded.length, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(10, deflateRaw ? 8 : 0, true);
    entry.setUint32(20, content.length, true);
    entry.setUint32(24, original.length, true);
    entry.setUint16(28, encoded.length, true);
    entry.setUint32(42, offset, true);
    directory.push(new Uint8Array(entry.buffer), encoded);
    parts.push(new Uint8Array(header.buffer), encoded, content);
    offset += 30 + encoded.length + content.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, entries.size, true);
  end.setUint32(
    12,
    directory.reduce((sum, part) => sum + part.length, 0),
    true,
  );
  end.setUint32(16, offset, true);
  return concatenated([...parts, ...directory, new Uint8Array(end.buffer)]);
}

export function safetensors(
  tensors: NamedTensors,
  metadata: Readonly<Record<string, string>> = {},
  encoding: { readonly dtype: string; readonly encode: (values: Float32Array) => Uint8Array } = {
    dtype: 'F32',
    encode: bytesOf,
  },
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    const encoded = encoding.encode(values);
    parts.push(encoded);
    header[name] = { dtype: encoding.dtype, shape, data_offsets: [offset, offset + encoded.length] };
    offset += encoded.length;
  }
  return safetensorsFile(JSON.stringify(header), concatenated(parts));
}

export function safetensorsFile(header: string, body: Uint8Array): Uint8Array {
  const encoded = new TextEncoder().encode(header);
  return concatenated([new Uint8Array(BigUint64Array.of(BigInt(encoded.length)).buffer), encoded, body]);
}

export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
