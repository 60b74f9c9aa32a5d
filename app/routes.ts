/** Every route of the app. All below `app` need a session token: test/app/routes.integration.test.ts tries each without one. */
export default [
  { index: true, file: 'routes/entrance.ts' },
  { path: 'healthz', file: 'routes/healthz.ts' },
  { path: 'auth/login', file: 'routes/auth-login.tsx' },
  { path: 'auth/*', file: 'routes/auth.ts' },
  {
    path: 'app',
    file: 'routes/app.tsx',
    children: [
      { index: true, file: 'routes/app.home.tsx' },
      { path: 'rules', file: 'routes/app.rules.tsx' },
      { path: 'rules/new/:template', file: 'routes/app.new-rule.tsx' },
      { path: 'rules/:rule', file: 'routes/app.rule.tsx' },
      { path: 'templates', file: 'routes/app.templates.tsx' },
      { path: 'perks', file: 'routes/app.perks.tsx' },
      { path: 'perks/:decision/:effect', file: 'routes/app.perk.tsx' },
      { path: 'decisions', file: 'routes/app.decisions.tsx' },
      { path: 'decisions/:decision', file: 'routes/app.decision.tsx' },
      { path: 'reviews', file: 'routes/app.reviews.tsx' },
      { path: 'settings', file: 'routes/app.settings.tsx' },
      { path: 'parked', file: 'routes/app.parked.tsx' },
      { path: 'parked/:id', file: 'routes/app.parked-message.tsx' },
      { path: 'reconciliation', file: 'routes/app.sweeps.tsx' },
      { path: 'reconciliation/:sweep', file: 'routes/app.sweep.tsx' },
      { path: '*', file: 'routes/app.unknown.tsx' },
    ],
  },
];
