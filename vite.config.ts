import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    remix({
      appDirectory: 'app',
      buildDirectory: 'build',
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_singleFetch: true,
        v3_routeConfig: true,
        // Route discovery keeps its state in sessionStorage, which throws inside the admin's iframe when the
        // browser blocks third-party storage: the app then could not navigate at all.
        v3_lazyRouteDiscovery: false,
      },
    }),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    rollupOptions: {
      onwarn(warning, warn) {
        // Routes that only answer requests have nothing for the browser: their chunks are empty, as they should be.
        if (warning.code !== 'EMPTY_BUNDLE') warn(warning);
      },
    },
  },
});
