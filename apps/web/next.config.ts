import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // The workspace's root, where the lock file is: packages/* are resolved from there.
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
  // TypeScript 7 has no JavaScript API yet: the build runs the project's own tsc.
  experimental: { useTypeScriptCli: true },
};

export default config;
