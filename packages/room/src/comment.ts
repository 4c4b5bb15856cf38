/** A comment on a design, read out of the document. A reply names its thread's comment as `parent`. */
export interface Comment {
  readonly id: string;
  readonly designId: string;
  /** Member id of the author; the server holds every change of a comment to it. */
  readonly by: string;
  /** When it was written, by its author's clock. */
  readonly atMs: number;
  /** Plain text; members are mentioned as `@[memberId]`, see mentions.ts. */
  readonly text: string;
  readonly parent: string | null;
  /** Where it is pinned, in fractions of the picture's width and height; null for the design as a whole. */
  readonly spot: Spot | null;
  readonly editedAtMs: number | null;
  /** Who settled it; only a thread's first comment is ever resolved. */
  readonly resolved: { readonly by: string; readonly atMs: number } | null;
}

/** A place on the picture: 0..1 from the left and from the top. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A comment and what was answered to it, oldest first. */
export interface Thread {
  readonly comment: Comment;
  readonly replies: readonly Comment[];
}
