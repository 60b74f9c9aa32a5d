import type { Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { assertNever } from '../../core/assert-never.ts';
import type { Faults, Strike } from '../platform/faults.ts';
import type { Outbox } from './outbox.ts';

export interface MailServerOptions {
  readonly port: number;
  readonly outbox: Outbox;
  readonly faults: Pick<Faults, 'strike'>;
  readonly clock: { now(): Date };
  /** Why a message was sent, by its Message-ID. */
  readonly whyOf: (messageId: string) => Promise<string | null>;
  readonly crashWorker: () => void;
}

/** A mail server on this machine that delivers nothing: what it takes over is in the outbox. */
export async function startMailServer(options: MailServerOptions): Promise<{ stop(): Promise<void> }> {
  const { faults, crashWorker } = options;
  const sockets = new Map<number, Socket>();
  /** By session: what is to go wrong with the message under way. */
  const struck = new Map<string, Strike | null>();
  // The caller sees the same as when it waited in vain, only sooner.
  const cut = ({ remotePort }: SMTPServerSession) => void sockets.get(remotePort)?.destroy();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onMailFrom(_address, session, answer) {
      const strike = faults.strike({ target: 'email' });
      struck.set(session.id, strike);
      if (strike === null || strike.applies) return answer();
      switch (strike.kind) {
        case 'timeout_before':
        case 'timeout_after_apply':
          return cut(session);
        case 'throttled':
          return answer(reply(450, '4.7.1 Too many messages: try again later'));
        case 'http_500':
          return answer();
        case 'crash_worker':
          crashWorker();
          return cut(session);
        case 'transaction_conflict':
          throw new Error('a mail server has no transactions');
        default:
          return assertNever(strike.kind);
      }
    },
    async onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const strike = struck.get(session.id) ?? null;
      if (strike?.kind === 'http_500') return answer(reply(451, '4.3.0 Local error in processing'));
      await take(options, Buffer.concat(chunks), session);
      if (strike === null) return answer();
      if (strike.kind === 'crash_worker') crashWorker();
      cut(session);
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  // A client that is gone is no failure of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', () => resolve()));
  return {
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function take({ outbox, clock, whyOf }: MailServerOptions, raw: Buffer, { envelope }: SMTPServerSession) {
  const mail: Email = await PostalMime.parse(raw);
  const at = clock.now().toISOString();
  outbox.add({
    channel: 'email',
    to: envelope.rcptTo.map(({ address }) => address).join(', '),
    from: nameAndAddress(mail.from),
    replyTo: mail.replyTo?.[0]?.address ?? null,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    why: await whyOf(mail.messageId ?? ''),
    at,
  });
}

function nameAndAddress(from: Email['from']): string {
  return from?.name ? `${from.name} <${from.address}>` : (from?.address ?? '');
}

function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
