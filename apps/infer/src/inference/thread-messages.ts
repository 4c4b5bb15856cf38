import type { Recipe, SeedSource } from '@toile/latent';
import type { LaidText } from '../clip/clip-encoders.js';
import type { PackClip } from '../pack/load-clip.js';
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
    }
  | {
      readonly kind: 'w';
      readonly id: number;
      readonly packId: string;
      readonly sources: readonly SeedSource[];
    }
  | {
      readonly kind: 'embed';
      readonly id: number;
      readonly packId: string;
      readonly clip: PackClip & { readonly folder: string };
      readonly what: EmbeddedThings;
    };

/** Texts, or pictures that are drawn first. */
export type EmbeddedThings =
  | { readonly texts: readonly LaidText[] }
  | { readonly recipes: readonly Recipe[] };

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
  | { readonly kind: 'w'; readonly id: number; readonly w: Float32Array }
  | { readonly kind: 'embedded'; readonly id: number; readonly embeddings: Float32Array }
  | { readonly kind: 'drawn'; readonly id: number; readonly drawn: DrawnBatch }
  | { readonly kind: 'looked'; readonly id: number; readonly found: PhotoInversion | PhotoRefusal }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: InferenceErrorCode;
      readonly message: string;
    };
