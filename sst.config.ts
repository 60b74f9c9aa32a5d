/// <reference path="./.sst/platform/config.d.ts" />

/** Every cloud resource: see infra/. Imports happen in `run`, as SST wants it. */
export default $config({
  app({ stage }) {
    const isProduction = stage === 'production';
    return {
      name: 'concierge',
      home: 'aws',
      removal: isProduction ? 'retain' : 'remove',
      protect: isProduction,
    };
  },
  async run() {
    const { createConcierge } = await import('./infra/concierge.ts');
    return createConcierge();
  },
});
