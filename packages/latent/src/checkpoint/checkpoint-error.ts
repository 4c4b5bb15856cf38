/**
 * Why a checkpoint was refused, for code that must decide what to do about it.
 * - `unknown_format`: the first bytes are those of no format read here.
 * - `truncated`: the file ends before something it announces.
 * - `corrupt`: the bytes contradict themselves or their format.
 * - `over_budget`: reading it would take more steps than a real checkpoint of its size needs.
 * - `unsupported_pickle`: a pickle feature that no checkpoint written since Python 3 uses.
 * - `unknown_global`: the pickle names Python code that is not known from checkpoints.
 * - `legacy_tensorflow`: a pickle of the TensorFlow StyleGAN code.
 * - `unsupported_architecture`: a generator of another kind, or with a setting that is not drawn here.
 * - `no_generator`: readable, but without generator weights.
 * - `missing_tensor`, `bad_shape`, `bad_strides`, `unsupported_dtype`, `not_finite`: one tensor is wrong.
 * - `compressed`: an archive entry is compressed and no inflate function was given.
 */
export type CheckpointErrorCode =
  | 'unknown_format'
  | 'truncated'
  | 'corrupt'
  | 'over_budget'
  | 'unsupported_pickle'
  | 'unknown_global'
  | 'legacy_tensorflow'
  | 'unsupported_architecture'
  | 'no_generator'
  | 'missing_tensor'
  | 'bad_shape'
  | 'bad_strides'
  | 'unsupported_dtype'
  | 'not_finite'
  | 'compressed';

/** Names and shapes in a message are the file's: however long they are, the message is not. */
const MAX_MESSAGE_CHARS = 400;

/** A checkpoint file that cannot be read; `message` says what was found in words for the person who chose it. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  readonly code: CheckpointErrorCode;

  constructor(code: CheckpointErrorCode, message: string, options?: ErrorOptions) {
    super(message.length > MAX_MESSAGE_CHARS ? `${message.slice(0, MAX_MESSAGE_CHARS)}…` : message, options);
    this.code = code;
  }
}
