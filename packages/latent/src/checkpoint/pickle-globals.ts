import { CheckpointError } from './checkpoint-error.js';
import { PickleGlobal } from './pickle-value.js';

/** Modules whose every name may appear. Their objects stay inert records whatever the name. */
const KNOWN_PACKAGES = ['torch', 'numpy', 'collections', 'datetime', 'pathlib'];

const KNOWN_NAMES = new Set([
  '_codecs.encode',
  'argparse.Namespace',
  'copyreg._reconstructor',
  'copy_reg._reconstructor',
  'dnnlib.EasyDict',
  'dnnlib.util.EasyDict',
  'easydict.EasyDict',
  'torch_utils.persistence._reconstruct_persistent_obj',
  'types.SimpleNamespace',
  ...['bool', 'bytearray', 'bytes', 'complex', 'dict', 'float', 'frozenset', 'int', 'list', 'object', 'set']
    .concat(['slice', 'str', 'tuple'])
    .flatMap((name) => [`builtins.${name}`, `__builtin__.${name}`]),
]);

/** What the TensorFlow code of StyleGAN and of its forerunner pickled its networks as. */
const LEGACY_MODULES = ['dnnlib.tflib', 'tfutil', 'tensorflow'];

/**
 * The record for a Python name. Names that no checkpoint needs are refused, although nothing would run: a
 * file that asks for them is not what it says it is. Throws `legacy_tensorflow` or `unknown_global`.
 */
export function resolveGlobal(module: string, name: string): PickleGlobal {
  const found = new PickleGlobal(module, name);
  if (LEGACY_MODULES.some((legacy) => module === legacy || module.startsWith(`${legacy}.`))) {
    throw new CheckpointError(
      'legacy_tensorflow',
      `This is a TensorFlow StyleGAN pickle (it holds ${found.path}). Convert it to a StyleGAN2-ADA PyTorch pickle first.`,
    );
  }
  const [root = ''] = module.split('.', 1);
  if (!KNOWN_PACKAGES.includes(root) && !KNOWN_NAMES.has(found.path)) {
    const shown = found.path.length > 120 ? `${found.path.slice(0, 120)}...` : found.path;
    throw new CheckpointError(
      'unknown_global',
      `The pickle names Python code that no StyleGAN2 checkpoint needs: ${JSON.stringify(shown)}. Nothing of it was run.`,
    );
  }
  return found;
}
