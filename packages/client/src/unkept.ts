import type { ErrorCode } from '@toile/protocol';
import type { Change } from './change-journal.js';

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
  if (!write) return { what: 'changed', designId: null, name: null, code };
  const fields = write.kind === 'put' ? write.fields : {};
  if (write.root === 'comments') {
    const about = typeof fields.designId === 'string' ? fields.designId : commented(write.id);
    return { what: 'commented', designId: about, name: about && designName(about), code };
  }
  const what = { put: 'added', set: 'changed', gone: 'removed' } as const;
  const given = typeof fields.name === 'string' ? fields.name : null;
  return { what: what[write.kind], designId: write.id, name: designName(write.id) ?? given, code };
}
