/** The house's arrows: app, functions, dev → adapters → core; core → zod and itself; nothing → test. */
const shippedFrom = '^(core|adapters|functions|app|dev)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-imports-zod-and-itself',
      comment: 'core/ is the domain, pure: no AWS, Shopify, HTTP, clock, environment.',
      severity: 'error',
      from: { path: '^core/' },
      to: { pathNot: ['^core/', '^node_modules/zod/'] },
    },
    {
      name: 'adapters-import-core',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^(app|functions|dev)/' },
    },
    {
      name: 'functions-stay-apart',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(app|dev)/' },
    },
    {
      name: 'app-stays-apart',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(functions|dev)/' },
    },
    {
      name: 'polaris-lives-in-app-ui',
      comment: 'Routes compose our own components; the look is in one place.',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/(ui/|root\\.tsx)' },
      to: { path: '^node_modules/@shopify/polaris' },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      from: { path: shippedFrom },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycles',
      comment: 'Type-only imports do not count: they are gone when the program runs.',
      severity: 'error',
      from: { path: shippedFrom },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-packages-in-what-is-shipped',
      severity: 'error',
      from: { path: '^(core|adapters|functions|app)/', pathNot: '(codegen|refresh)\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: 'adapters/shopify/generated|^build/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
