export const themeCookie = 'toile_theme';

export type Theme = 'light' | 'dark';

/** What the person chose, or null where the system's preference stands. */
export function chosenTheme(cookie: string | undefined): Theme | null {
  return cookie === 'light' || cookie === 'dark' ? cookie : null;
}

/** The theme on the screen now. Browser only. */
export function shownTheme(): Theme {
  const chosen = chosenTheme(document.documentElement.dataset.theme);
  if (chosen) return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Show `theme` from now on, in this browser. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox ESR.
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
