'use client';

import { Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '../controls/icon-button.js';
import { chooseTheme, shownTheme, type Theme } from './theme.js';

function subscribe(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const attribute = new MutationObserver(listener);
  attribute.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', listener);
  return () => {
    attribute.disconnect();
    system.removeEventListener('change', listener);
  };
}

/** The theme on the screen; "light" while the server renders, which knows no system preference. */
export function useTheme(): Theme {
  return useSyncExternalStore<Theme>(subscribe, shownTheme, () => 'light');
}

/** Switches between light and dark; until it is used, the system's preference stands. */
export function ThemeToggle() {
  const other: Theme = useTheme() === 'dark' ? 'light' : 'dark';
  return (
    <IconButton label={`Switch to ${other}`} onClick={() => chooseTheme(other)}>
      {other === 'dark' ? <Moon /> : <Sun />}
    </IconButton>
  );
}
