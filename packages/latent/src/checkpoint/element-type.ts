import { CheckpointError } from './checkpoint-error.js';

/** Number types that weights come in. */
export type ElementType = 'float64' | 'float32' | 'float16' | 'bfloat16';

export const ELEMENT_BYTES: Readonly<Record<ElementType, number>> = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
};

/** Reads element `index` of little-endian storage. */
export type ElementReader = (index: number) => number;

/** A reader of the elements of `bytes`; indices must be below `bytes.length / ELEMENT_BYTES[type]`. */
export function elementReader(bytes: Uint8Array, type: ElementType): ElementReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'float64':
      return (index) => view.getFloat64(8 * index, true);
    case 'float32':
      return (index) => view.getFloat32(4 * index, true);
    case 'float16':
      return (index) => halfToNumber(view.getUint16(2 * index, true));
    case 'bfloat16':
      return bfloat16Reader(view);
  }
}

/** IEEE 754 binary16 to a number. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The element type of a PyTorch storage class or safetensors dtype. Throws `unsupported_dtype`. */
export function elementTypeNamed(name: string, where: string): ElementType {
  const type = ELEMENT_TYPE_NAMES.get(name);
  if (type === undefined) {
    throw new CheckpointError(
      'unsupported_dtype',
      `${where} holds ${name} numbers; weights are floating point.`,
    );
  }
  return type;
}

const ELEMENT_TYPE_NAMES: ReadonlyMap<string, ElementType> = new Map<string, ElementType>([
  ['DoubleStorage', 'float64'],
  ['FloatStorage', 'float32'],
  ['HalfStorage', 'float16'],
  ['BFloat16Storage', 'bfloat16'],
  ['F64', 'float64'],
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
]);

function bfloat16Reader(view: DataView): ElementReader {
  const scratch = new DataView(new ArrayBuffer(4));
  return (index) => {
    scratch.setUint32(0, view.getUint16(2 * index, true) << 16);
    return scratch.getFloat32(0);
  };
}
