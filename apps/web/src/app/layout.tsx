import '@fontsource-variable/fraunces/full.css';
import '@fontsource-variable/fraunces/full-italic.css';
import '@fontsource-variable/instrument-sans/index.css';
import './tokens.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers.js';
import type { ReactNode } from 'react';
import { ToastProvider } from '../features/controls/toasts.js';
import { chosenTheme, themeCookie } from '../features/theme/theme.js';

export const metadata: Metadata = {
  title: { default: 'Toile', template: '%s · Toile' },
  description: 'Draft clothes together, before the cloth is cut: a live design room for garments.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f1e8' },
    { media: '(prefers-color-scheme: dark)', color: '#191816' },
  ],
};

/** The theme comes from a cookie, so the first paint is right and no inline script is needed. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = chosenTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" {...(theme ? { 'data-theme': theme } : {})} suppressHydrationWarning>
      <body>
        <ToastProvider>{children}</ToastProvider>
      </body>
    </html>
  );
}
