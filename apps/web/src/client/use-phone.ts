'use client';

import { useMedia } from './use-media.js';

/** The width below which the room is a stage with a tray; the style sheets have the same. */
const query = '(max-width: 899px)';

/** Whether this window is as narrow as a phone. */
export const usePhone = (): boolean => useMedia(query);
