import { wPlusText } from '@toile/latent';
import {
  type ClipDirectionAnswer,
  type ClipRankAnswer,
  type InvertAnswer,
  type LatentAnswer,
  packOfTask,
  type Task,
  type TaskLease,
} from '@toile/protocol';
import { answerPhoto, type PhotoFinder } from './answer-photo.js';
import type { ClipDesk } from './clip/clip-desk.js';
import { type GivenUp, packUnknown } from './draw-leases.js';
import { InferenceError } from './inference/inference-error.js';
import type { InferenceThread } from './inference/inference-thread.js';
import { recipeProblem } from './inference/recipe-problem.js';
import type { Pack } from './pack/pack.js';
import { PackError } from './pack/pack-error.js';

/** What the schema of a task's answer describes. */
type Answer = LatentAnswer | ClipRankAnswer | ClipDirectionAnswer | InvertAnswer;

export type TaskOutcome =
  | {
      readonly kind: 'answered';
      readonly lease: TaskLease;
      readonly answer: Answer;
      readonly inferenceMs: number;
    }
  | GivenUp;

export interface TaskNeeds {
  readonly packs: ReadonlyMap<string, Pack>;
  readonly thread: Pick<InferenceThread, 'ws'> & PhotoFinder;
  readonly clips: Pick<ClipDesk, 'rank' | 'direction'>;
  /** Bytes that the queue keeps under a hash, or null. */
  readonly kept: (hash: string) => Promise<Uint8Array | null>;
}

/** Answers a claimed task. One that its pack cannot answer fails for good; a failure of the machine may be tried again. */
export async function answerTask(lease: TaskLease, needs: TaskNeeds): Promise<TaskOutcome> {
  const { task } = lease.job;
  const refused = (message: string, error?: unknown): GivenUp => ({
    ...{ kind: 'failed', lease, code: 'render-failed', message, retry: false },
    ...(error === undefined ? {} : { error }),
  });
  const pack = needs.packs.get(packOfTask(task));
  if (!pack) return { kind: 'failed', lease, ...packUnknown };
  const problem = taskProblem(pack, task);
  if (problem) return refused(problem);
  const startedAt = performance.now();
  try {
    const answer = await answered(task, pack, needs);
    if ('problem' in answer) return refused(answer.problem);
    return { kind: 'answered', lease, answer, inferenceMs: performance.now() - startedAt };
  } catch (error) {
    if (error instanceof PackError || (error instanceof InferenceError && error.code === 'clip-unusable')) {
      return refused(`The CLIP of "${pack.manifest.title}" cannot be used on this renderer.`, error);
    }
    if (!(error instanceof InferenceError)) throw error;
    const message = 'The renderer failed at this task.';
    return { kind: 'failed', lease, code: 'render-failed', message, retry: true, error };
  }
}

/** Why a pack cannot answer a task, for a person to read; null when it can. */
function taskProblem(pack: Pack, task: Task): string | null {
  if (task.kind === 'latent') return recipeProblem(pack, task.recipe);
  const { title, categories, files } = pack.manifest;
  if (task.kind === 'invert') {
    return files.matte && files.encoder ? null : `"${title}" cannot look at photos.`;
  }
  if (pack.clip?.hash !== task.clip) return `This renderer does not have this CLIP of "${title}".`;
  if (task.category === null || task.category < categories.length) return null;
  return `"${title}" has ${categories.length} categories, so it has no category ${task.category}.`;
}

/** Why a task cannot be answered, however often it is tried. */
interface Problem {
  readonly problem: string;
}

async function answered(
  task: Task,
  pack: Pack,
  { thread, clips, kept }: TaskNeeds,
): Promise<Answer | Problem> {
  if (task.kind === 'latent') return { wPlus: wPlusText(await thread.ws(pack, task.recipe), pack.manifest) };
  if (task.kind === 'invert') {
    const photo = await kept(task.photo);
    if (!photo) return { problem: 'The photo is not at hand any more. Try again.' };
    return (await answerPhoto(photo, pack, thread)) ?? { problem: 'The renderer cannot read this photo.' };
  }
  if (!pack.clip) throw new TypeError(`${task.kind}: expected it to be refused`);
  return task.kind === 'clip-rank'
    ? clips.rank(pack, pack.clip, task)
    : clips.direction(pack, pack.clip, task);
}
