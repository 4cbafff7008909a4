import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsdown';

const yogaLoader = '"function"!=typeof fetch?';

/** One ESM program with everything in it: the first frame comes in half the time of an unbundled start. */
export default defineConfig({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  entry: {
    cli: 'src/cli.ts',
    'library-worker': 'src/app/library-worker.ts',
    'classify-worker': 'src/app/classify-worker.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node22',
  outDir: 'dist',
  clean: true,
  dts: false,
  deps: { alwaysBundle: [/.*/], onlyBundle: false },
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [
    {
      name: 'ink-slim',
      resolveId(id) {
        if (id === 'react-devtools-core') return '\0devtools';
      },
      load(id) {
        if (id !== '\0devtools') return;
        return 'export const initialize=()=>{};export const connectToDevTools=()=>{};export default {};';
      },
      // Yoga's loader fetches its own data: URL, which loads undici: 20 ms of the first frame.
      transform(code, id) {
        if (!id.endsWith('yoga-wasm-base64-esm.js')) return;
        if (!code.includes(yogaLoader)) throw new Error('The yoga loader changed: look at ink-slim again.');
        return { code: code.replace(yogaLoader, '!0?'), map: null };
      },
    },
  ],
});
