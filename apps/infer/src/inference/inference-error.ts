/**
 * - `pack-unusable`: no execution provider could open the pack's networks.
 * - `clip-unusable`: the text or image encoder of the pack could not be opened or run.
 * - `inference-failed`: ONNX Runtime threw. The thread is replaced.
 * - `thread-died`: the inference thread ended. The next call starts another.
 * - `timed-out`: no answer in time. A native call cannot be interrupted, so only ending the process helps.
 * - `closed`: the thread was closed here.
 */
export type InferenceErrorCode =
  | 'pack-unusable'
  | 'clip-unusable'
  | 'inference-failed'
  | 'thread-died'
  | 'timed-out'
  | 'closed';

/** Nothing was drawn, through no fault of the recipes. */
export class InferenceError extends Error {
  override readonly name = 'InferenceError';
  readonly code: InferenceErrorCode;

  constructor(code: InferenceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
