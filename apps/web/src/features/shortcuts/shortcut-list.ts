/** What a key does, as the sheet of shortcuts says it. `keys` are pressed together; alternatives stand in rows of their own. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface ShortcutGroup {
  readonly where: string;
  readonly shortcuts: readonly Shortcut[];
}

/** Every shortcut of the room. Whoever adds a key adds its row here. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    where: 'Anywhere',
    shortcuts: [
      { keys: ['['], does: 'Previous design on the rack' },
      { keys: [']'], does: 'Next design' },
      { keys: ['C'], does: 'Comment on a spot of the picture' },
      { keys: ['T'], does: 'Transfer appearance' },
      { keys: ['W'], does: 'Look at it flat, or worn' },
      { keys: ['R'], does: 'React where the mouse points, then 1 to 5' },
      { keys: ['Ctrl', 'Z'], does: 'Take back my last edit' },
      { keys: ['Ctrl', 'Shift', 'Z'], does: 'Do it again' },
      { keys: ['Ctrl', 'V'], does: 'Put a copied recipe or photo into the room' },
      { keys: ['?'], does: 'This sheet' },
    ],
  },
  {
    where: 'On a card of the rack',
    shortcuts: [
      { keys: ['Enter'], does: 'Put it on the stage' },
      { keys: ['F2'], does: 'Rename' },
      { keys: ['Alt', '↑'], does: 'Move up' },
      { keys: ['Alt', '↓'], does: 'Move down' },
      { keys: ['Delete'], does: 'Take it off the rack' },
    ],
  },
  {
    where: 'On the wall of seeds',
    shortcuts: [
      { keys: ['←'], does: 'The garment before' },
      { keys: ['→'], does: 'The next one' },
      { keys: ['A'], does: 'Take it as A' },
      { keys: ['B'], does: 'Take it as B' },
      { keys: ['Enter'], does: 'Put it on the rack' },
    ],
  },
  {
    where: 'On a slider',
    shortcuts: [
      { keys: ['←'], does: 'A little less' },
      { keys: ['→'], does: 'A little more' },
      { keys: ['Page up'], does: 'Ten steps more' },
      { keys: ['Home'], does: 'To its lowest' },
      { keys: ['End'], does: 'To its highest' },
      { keys: ['Delete'], does: 'Back to rest' },
      { keys: ['Shift', 'F10'], does: 'Its menu: rest, locks, all at once' },
    ],
  },
  {
    where: 'On the history',
    shortcuts: [
      { keys: ['←'], does: 'One step back' },
      { keys: ['→'], does: 'One step on' },
      { keys: ['Home'], does: 'To the beginning' },
      { keys: ['Esc'], does: 'Back to now' },
    ],
  },
];
