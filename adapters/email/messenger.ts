import { NothingDone } from '../../core/nothing-done.ts';
import type { Messenger } from '../../core/ports.ts';
import type { Config } from '../config.ts';

/** One attempt takes no longer, whichever provider it is made at. */
export const LONGEST_SEND_MS = 12_000;

/**
 * The messenger that the configuration chooses: SMTP where there is a server's address, else SES. It is loaded with the
 * first message: most starts of a function never send one.
 */
export function createMessenger({ email, region }: Pick<Config, 'email' | 'region'>): Messenger {
  const { from } = email;
  if (from === undefined) return NOBODY;
  let messenger: Promise<Messenger> | undefined;
  const load = async (): Promise<Messenger> => {
    const { smtpUrl, sesEndpoint } = email;
    if (smtpUrl === undefined) {
      const { createSesMessenger } = await import('./ses.ts');
      return createSesMessenger({ region, from, endpoint: sesEndpoint });
    }
    const { createSmtpMessenger } = await import('./smtp.ts');
    return createSmtpMessenger({ url: smtpUrl, from, patienceMs: LONGEST_SEND_MS });
  };
  return {
    async send(message) {
      messenger ??= load();
      const loaded = await messenger.catch((error: unknown) => {
        messenger = undefined;
        throw new NothingDone(error);
      });
      return loaded.send(message);
    },
  };
}

const NOBODY: Messenger = {
  send: async () => ({
    kind: 'refused',
    problem: 'no e-mail is set up for Concierge: its operator has to say EMAIL_FROM',
  }),
};
