import type { Recipe } from '@toile/latent';
import type { InvertOptions, Photo, PhotoInversion, PhotoRefusal } from '../photo/invert-photo.js';
import type { InferenceErrorCode } from './inference-error.js';
import type { DrawablePack, DrawnBatch } from './pack-drawing.js';
import type { RefusedProvider, SessionSettings } from './sessions.js';

/** `workerData` of the inference thread. */
export type ThreadSettings = SessionSettings;

export type ThreadRequest =
  | { readonly kind: 'open'; readonly id: number; readonly pack: DrawablePack }
  | {
      readonly kind: 'draw';
      readonly id: number;
      readonly packId: string;
      readonly recipes: readonly Recipe[];
    }
  | { readonly kind: 'ws'; readonly id: number; readonly packId: string; readonly recipe: Recipe }
  | {
      readonly kind: 'invert';
      readonly id: number;
      readonly packId: string;
      readonly photo: Photo;
      readonly options: InvertOptions;
    };

/** How a pack was opened. */
export interface OpenedPack {
  /** The provider that draws it. */
  readonly provider: string;
  readonly refused: readonly RefusedProvider[];
  readonly openMs: number;
}

export type ThreadReply =
  | { readonly kind: 'opened'; readonly id: number; readonly opened: OpenedPack }
  | { readonly kind: 'ws'; readonly id: number; readonly ws: Float32Array }
  | { readonly kind: 'drawn'; readonly id: number; readonly drawn: DrawnBatch }
  | { readonly kind: 'looked'; readonly id: number; readonly found: PhotoInversion | PhotoRefusal }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: InferenceErrorCode;
      readonly message: string;
    };
