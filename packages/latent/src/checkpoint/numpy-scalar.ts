import { PickleObject, type PickleValue } from './pickle-value.js';

const SCALAR = new Set(['numpy.core.multiarray.scalar', 'numpy._core.multiarray.scalar']);

/** The number behind a Python or NumPy number; undefined when the value is neither or is not finite. */
export function numberFromPickle(value: PickleValue | undefined): number | undefined {
  const number = typeof value === 'number' ? value : numpyScalar(value);
  return number !== undefined && Number.isFinite(number) ? number : undefined;
}

/** `scalar(dtype(name), bytes)`, little-endian. */
function numpyScalar(value: PickleValue | undefined): number | undefined {
  if (!(value instanceof PickleObject) || !SCALAR.has(value.callee.path)) return undefined;
  const [dtype, bytes] = value.args;
  if (
    !(dtype instanceof PickleObject) ||
    dtype.callee.path !== 'numpy.dtype' ||
    !(bytes instanceof Uint8Array)
  ) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (`${dtype.args[0]}/${bytes.length}`) {
    case 'f8/8':
      return view.getFloat64(0, true);
    case 'f4/4':
      return view.getFloat32(0, true);
    case 'i8/8':
      return Number(view.getBigInt64(0, true));
    case 'i4/4':
      return view.getInt32(0, true);
    default:
      return undefined;
  }
}
