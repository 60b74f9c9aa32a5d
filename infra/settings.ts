import type { DeadLetterVariable, EmailVariable, SharedVariable } from '../adapters/config.ts';

/** The environment of functions and app, spelt as adapters/config.ts reads it. */
export type Settings = Readonly<Record<SharedVariable, $util.Output<string>>>;

/** What tick has besides. */
export type DeadLetterSettings = Readonly<Record<DeadLetterVariable, $util.Output<string>>>;

/** How messages are sent: empty where they are not. */
export type EmailSettings = Readonly<Record<EmailVariable, $util.Output<string>>>;
