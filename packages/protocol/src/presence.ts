import { z } from 'zod';
import { designIdSchema, memberIdSchema } from './ids.js';

/** Colours of people (the interface itself has none); a member keeps theirs for good. */
export const memberColours = ['sea', 'plum', 'ochre', 'sky', 'moss', 'brick', 'slate', 'rose'] as const;
export const memberColourSchema = z.enum(memberColours);
export type MemberColour = z.infer<typeof memberColourSchema>;

/** What is being held: a field of a design, such as `slider.sleeves` or `mix.structure`. */
export const heldFieldSchema = z.object({
  designId: designIdSchema,
  field: z.string().min(1).max(64),
  /** Taken out of the hand of whoever held it: they let go. */
  over: z.literal(true).optional(),
});

/**
 * One connection's awareness state. `member` is checked by the server against the connection, so a name
 * shown beside a cursor is always the member's own.
 */
export const presenceSchema = z.object({
  member: memberIdSchema,
  /** The design on this person's stage. */
  looking: designIdSchema.nullable(),
  holding: heldFieldSchema.nullable(),
  /** Where they point, in fractions of its width and height: the stage or a card of the rack. Null while elsewhere or hidden. */
  cursor: z
    .object({
      x: z.number().min(0).max(1),
      y: z.number().min(0).max(1),
      /** The design whose card it is on; absent on the stage. */
      card: designIdSchema.optional(),
    })
    .nullable(),
  /** Whom they follow from design to design. */
  following: memberIdSchema.nullable().default(null),
});
export type Presence = z.infer<typeof presenceSchema>;
