import type { ErrorCode } from '@toile/protocol';
import { type Change, designOf } from './change-journal.js';

/** A change of this person's that the room did not take, and why. */
export interface Unkept {
  readonly what: 'added' | 'changed' | 'removed' | 'commented';
  /** The design that it was about, and what that is called; null where that is not known. */
  readonly designId: string | null;
  readonly name: string | null;
  readonly code: ErrorCode;
}

export interface NameSources {
  readonly designName: (designId: string) => string | null;
  /** The design that a comment is about. */
  readonly commented: (commentId: string) => string | null;
}

/** What `change` was, for whoever made it and has lost it. */
export function unkeptOf(change: Change, code: ErrorCode, { designName, commented }: NameSources): Unkept {
  const write = change.writes.find(({ root }) => root === 'designs') ?? change.writes[0];
  if (!write) return { what: 'changed', designId: null, name: change.name, code };
  const designId = designOf(write, commented);
  const name = (designId && designName(designId)) ?? change.name;
  const what = { put: 'added', set: 'changed', gone: 'removed' } as const;
  return { what: write.root === 'comments' ? 'commented' : what[write.kind], designId, name, code };
}
