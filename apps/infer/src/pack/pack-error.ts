export type PackErrorCode = 'pack-missing' | 'pack-invalid' | 'pack-corrupt';

/**
 * A pack that cannot be used: `pack-missing` (nothing there), `pack-invalid` (a file says something impossible),
 * `pack-corrupt` (a file is not the one that the manifest names).
 */
export class PackError extends Error {
  override readonly name = 'PackError';
  readonly code: PackErrorCode;
  /** The pack's folder. */
  readonly folder: string;

  constructor(code: PackErrorCode, folder: string, detail: string, options?: { cause?: unknown }) {
    super(`${folder}: ${detail}`, options);
    this.code = code;
    this.folder = folder;
  }
}
