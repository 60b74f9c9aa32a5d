import type { RequiredVariable } from '../adapters/config.ts';

/** The environment of functions and app, spelt as adapters/config.ts reads it. */
export type Settings = Readonly<Record<RequiredVariable, $util.Output<string>>>;
