'use client';

import { createContext, type ReactNode, use } from 'react';

const Context = createContext(false);

/** Whatever is inside shows something that nobody can change, whatever their role: `useRights().edit` is false. */
export function ReadOnly({ on, children }: { on: boolean; children: ReactNode }) {
  return <Context value={on}>{children}</Context>;
}

export const useReadOnly = (): boolean => use(Context);
