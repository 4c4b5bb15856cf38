/**
 * What went wrong, for code that must decide what to do about it.
 * - `recipe_syntax`: the text is not JSON, or is longer than a recipe may be.
 * - `recipe_version`: a recipe of a version this code does not read.
 * - `recipe_invalid`: a field is missing, unknown, of the wrong type or out of range (`cause` names it).
 * - `unknown_direction`: a recipe has a slider that the model pack has no direction for.
 * - `no_convergence`: an eigenvalue iteration did not settle (in practice: infinities in the input).
 * - `singular`: the linear system has no unique solution.
 */
export type LatentErrorCode =
  | 'recipe_syntax'
  | 'recipe_version'
  | 'recipe_invalid'
  | 'unknown_direction'
  | 'no_convergence'
  | 'singular';

/** A failure that comes from the values received, not from a mistake in the calling code. */
export class LatentError extends Error {
  override readonly name = 'LatentError';
  readonly code: LatentErrorCode;

  constructor(code: LatentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
