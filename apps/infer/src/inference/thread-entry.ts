import { parentPort, workerData } from 'node:worker_threads';
import { ClipEncoders } from '../clip/clip-encoders.js';
import { type InvertingPack, invertPhoto } from '../photo/invert-photo.js';
import { openPhotoSessions } from '../photo/photo-sessions.js';
import { InferenceError } from './inference-error.js';
import { PackDrawing } from './pack-drawing.js';
import { openSessions } from './sessions.js';
import type { OpenedPack, ThreadReply, ThreadRequest, ThreadSettings } from './thread-messages.js';

// `session.run` blocks its thread: this one does nothing else.
const port = parentPort;
if (!port) throw new TypeError('thread-entry: expected to be run as a worker thread');
const settings = workerData as ThreadSettings;
const drawings = new Map<string, PackDrawing>();
const inverting = new Map<string, InvertingPack>();
/** By hash: opened when something is first embedded, since they are large and many rooms never ask. */
const encoders = new Map<string, ClipEncoders>();

/** One request after the other: a session is not for concurrent runs. */
let turn: Promise<void> = Promise.resolve();

port.on('message', (request: ThreadRequest) => {
  turn = turn.then(() => answer(request));
});

async function answer(request: ThreadRequest): Promise<void> {
  const { id } = request;
  try {
    if (request.kind === 'open') {
      reply({ kind: 'opened', id, opened: await open(request.pack) });
      return;
    }
    const drawing = drawings.get(request.packId);
    if (!drawing) throw new InferenceError('pack-unusable', `pack ${request.packId} is not open`);
    switch (request.kind) {
      case 'ws':
        reply({ kind: 'ws', id, ws: await drawing.ws([request.recipe]) });
        return;
      case 'w':
        reply({ kind: 'w', id, w: await drawing.w(request.sources) });
        return;
      case 'embed': {
        const embeddings = await embed(drawing, request);
        reply({ kind: 'embedded', id, embeddings }, [embeddings.buffer]);
        return;
      }
      case 'invert': {
        const found = await invertPhoto(await invertingPack(drawing), request.photo, request.options);
        reply({ kind: 'looked', id, found });
        return;
      }
      case 'draw': {
        const drawn = await drawing.draw(request.recipes);
        reply({ kind: 'drawn', id, drawn }, [drawn.rgb.buffer]);
      }
    }
  } catch (error) {
    const code = error instanceof InferenceError ? error.code : 'inference-failed';
    reply({ kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) });
  }
}

async function open(pack: Extract<ThreadRequest, { kind: 'open' }>['pack']): Promise<OpenedPack> {
  const startedAt = performance.now();
  const sessions = await openSessions(pack.folder, pack.manifest, settings);
  drawings.set(pack.manifest.id, new PackDrawing(pack, sessions));
  return { provider: sessions.provider, refused: sessions.refused, openMs: performance.now() - startedAt };
}

/** A pack's networks that look at photos are opened when the first photo comes. */
async function invertingPack({ pack, sessions }: PackDrawing): Promise<InvertingPack> {
  const { folder, manifest } = pack;
  const known = inverting.get(manifest.id);
  if (known) return known;
  const photos = await openPhotoSessions(folder, manifest, settings.threads);
  const opened = { manifest, synthesis: sessions.synthesis, photos };
  inverting.set(manifest.id, opened);
  return opened;
}

async function embed(
  drawing: PackDrawing,
  { clip, what }: Extract<ThreadRequest, { kind: 'embed' }>,
): Promise<Float32Array<ArrayBuffer>> {
  const opened =
    encoders.get(clip.hash) ?? (await ClipEncoders.open(clip.folder, clip.file, settings.threads));
  encoders.set(clip.hash, opened);
  if ('texts' in what) return opened.texts(what.texts);
  const { rgb, sidePx } = await drawing.draw(what.recipes);
  return opened.pictures(rgb, sidePx);
}

function reply(message: ThreadReply, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}
