import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { budget } from './vite.budget.ts';
import { compress } from './vite.compress.ts';
import { offline } from './vite.offline.ts';
import { verifier } from './vite.verifier.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * The pages. Addresses inside the bundle are relative and the server writes `<base href>`
 * into index.html, so one build runs under any path. Nothing is inlined: the content
 * security policy is `default-src 'self'`.
 */
export default defineConfig(({ command, mode }) => ({
  root: here('.'),
  base: command === 'build' ? './' : '/',
  cacheDir: here('../.cache/vite'),
  plugins: [vue(), budget(), offline(), verifier(), compress()],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    target: ['chrome108', 'firefox115', 'safari16'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
  },
  server: {
    port: 7031,
    strictPort: true,
    proxy: { '/api': `http://127.0.0.1:${process.env['WENRONG_PORT'] ?? 7030}` },
    fs: { allow: [here('..')] },
  },
  resolve: {
    dedupe: ['vue'],
    // The living page of the ui kit is for those who build pages (`npm run dev`, `--mode kit`), not for bureaus.
    alias: mode === 'production' ? { './kit/pages.ts': here('./kit/none.ts') } : {},
  },
}));
