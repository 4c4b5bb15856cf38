import { wPlusText } from '@toile/latent';
import { type LatentAnswer, packOfTask, type Task, type TaskLease } from '@toile/protocol';
import { type GivenUp, packUnknown } from './draw-leases.js';
import { InferenceError } from './inference/inference-error.js';
import type { InferenceThread } from './inference/inference-thread.js';
import { recipeProblem } from './inference/recipe-problem.js';
import type { Pack } from './pack/pack.js';

export type TaskOutcome =
  | {
      readonly kind: 'answered';
      readonly lease: TaskLease;
      /** What the task's answer schema describes. */
      readonly answer: LatentAnswer;
      readonly inferenceMs: number;
    }
  | GivenUp;

export interface TaskNeeds {
  readonly packs: ReadonlyMap<string, Pack>;
  readonly thread: Pick<InferenceThread, 'ws'>;
}

/** Answers a claimed task. One that its pack cannot answer fails for good; a failure of the machine may be tried again. */
export async function answerTask(lease: TaskLease, { packs, thread }: TaskNeeds): Promise<TaskOutcome> {
  const { task } = lease.job;
  const pack = packs.get(packOfTask(task));
  if (!pack) return { kind: 'failed', lease, ...packUnknown };
  const problem = task.kind === 'latent' ? recipeProblem(pack, task.recipe) : noEncoder;
  if (problem) return { kind: 'failed', lease, code: 'render-failed', message: problem, retry: false };
  const startedAt = performance.now();
  try {
    const answer = await answered(task, pack, thread);
    return { kind: 'answered', lease, answer, inferenceMs: performance.now() - startedAt };
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    const message = 'The renderer failed at this task.';
    return { kind: 'failed', lease, code: 'render-failed', message, retry: true, error };
  }
}

const noEncoder = 'This renderer cannot read photos.';

async function answered(task: Task, pack: Pack, thread: TaskNeeds['thread']): Promise<LatentAnswer> {
  if (task.kind === 'invert') throw new TypeError(noEncoder);
  return { wPlus: wPlusText(await thread.ws(pack, task.recipe), pack.manifest) };
}
