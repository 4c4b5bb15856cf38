import type { ClipFile, ClipVocabulary } from '@toile/protocol';
import { ClipEncoders } from '../../clip/clip-encoders.js';
import { ClipTokenizer } from '../../clip/tokenizer/clip-tokenizer.js';
import { cosines } from '../../clip/unit-vector.js';
import { InferenceError } from '../../inference/inference-error.js';
import { RefusedError } from '../command.js';

/** Vectors further apart than this are not the same thing embedded twice; nearer, not two things. */
const SAME = 1 - 1e-4;

/**
 * Embeds texts, one of them longer than fits, and pictures, and makes sure of what a ranking needs: finite vectors
 * of one width, another for another text and another picture, and the same alone as in a batch. Throws RefusedError
 * with one line otherwise.
 */
export async function checkClip(folder: string, file: ClipFile, vocabulary: ClipVocabulary): Promise<void> {
  const encoders = await ClipEncoders.open(folder, file, 0);
  try {
    const tokenizer = new ClipTokenizer(vocabulary);
    const laid = ['a red dress', 'blue trousers', 'green '.repeat(file.tokens.length)].map((text) =>
      tokenizer.lay(text, file.tokens),
    );
    checkVectors('texts', await encoders.texts(laid), await encoders.texts(laid.slice(0, 1)), file.width);
    const red = picture(64, () => [200, 30, 30]);
    const blue = picture(64, (x, y) => [x * 2, y * 2, 220]);
    const both = Uint8Array.from([...red, ...blue]);
    checkVectors('pictures', await encoders.pictures(both, 64), await encoders.pictures(red, 64), file.width);
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    throw new RefusedError(`The check failed: ${error.message}`, { cause: error });
  } finally {
    await encoders.release();
  }
}

function checkVectors(what: string, rows: Float32Array, firstAlone: Float32Array, width: number): void {
  const first = rows.subarray(0, width);
  const [, otherness = 1] = cosines(rows, first);
  if (otherness > SAME)
    throw new RefusedError(`The check failed: two different ${what} get the same embedding.`);
  const [alone = 0] = cosines(firstAlone, first);
  if (alone < SAME)
    throw new RefusedError(`The check failed: ${what} embed otherwise in a batch than alone.`);
}

/** A picture [sidePx, sidePx, 3] of a colour at each place. */
function picture(sidePx: number, colour: (x: number, y: number) => [number, number, number]): Uint8Array {
  const places = Array.from(
    { length: sidePx * sidePx },
    (_, at) => [at % sidePx, Math.floor(at / sidePx)] as const,
  );
  return Uint8Array.from(places.flatMap(([x, y]) => colour(x, y)));
}
