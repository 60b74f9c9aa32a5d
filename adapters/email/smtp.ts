import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { NothingDone } from '../../core/nothing-done.ts';
import type { Message, Messenger, Sent } from '../../core/ports.ts';
import { messageIdOf } from './reference.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`. */
  readonly url: string;
  /** The sender's address. */
  readonly from: string;
  /** For the whole attempt. */
  readonly patienceMs: number;
}

const CONNECT_WITHIN_MS = 5_000;

/** Hands messages to a mail server, one connection each: a function is frozen between them. */
export function createSmtpMessenger(settings: SmtpSettings): Messenger {
  const options = connectionOptions(settings.url);
  return {
    async send(message) {
      const raw = await rawMessage(message, settings.from).catch((error: unknown) => {
        throw new NothingDone(error);
      });
      const attempt = new Attempt(raw);
      try {
        await deliver(options, settings, message, attempt);
        return { kind: 'done' };
      } catch (error) {
        return sentOf(error as SmtpError, attempt.isContentSent);
      }
    },
  };
}

/** The content of one message, which knows whether the server asked for it: not before its “go on” to DATA. */
class Attempt {
  isContentSent = false;
  readonly content: Readable;

  constructor(raw: Buffer) {
    this.content = new Readable({
      read: () => {
        this.isContentSent = true;
        this.content.push(raw);
        this.content.push(null);
      },
    });
  }
}

type ConnectionOptions = ConstructorParameters<typeof SMTPConnection>[0];
type Login = { readonly user: string; readonly pass: string } | null;

function connectionOptions(text: string): { readonly connection: ConnectionOptions; readonly login: Login } {
  const { protocol, hostname, port, username, password } = new URL(text);
  const login = username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  const secure = protocol === 'smtps:';
  return {
    login,
    connection: {
      host: hostname,
      ...(port !== '' && { port: Number(port) }),
      secure,
      // A password is never sent in the clear.
      requireTLS: !secure && login !== null,
      connectionTimeout: CONNECT_WITHIN_MS,
      greetingTimeout: CONNECT_WITHIN_MS,
      dnsTimeout: CONNECT_WITHIN_MS,
    },
  };
}

/** Rejects with what the library met. */
function deliver(
  { connection: options, login }: ReturnType<typeof connectionOptions>,
  { from, patienceMs }: SmtpSettings,
  { to }: Message,
  { content }: Attempt,
): Promise<void> {
  const connection = new SMTPConnection({ ...options, socketTimeout: patienceMs });
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
    const done = (error?: Error | null) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    };
    const send = () => connection.send({ from, to: [to] }, content, done);
    connection.on('error', done);
    connection.connect((error) => {
      if (error) return done(error);
      if (login === null) return send();
      connection.login(login, (refusal) => (refusal ? done(refusal) : send()));
    });
  }).finally(() => connection.close());
}

function rawMessage(message: Message, from: string): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: message.fromName, address: from },
    to: { name: '', address: message.to },
    replyTo: { name: message.fromName, address: message.replyTo },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: messageIdOf(message),
    // RFC 3834: holiday notices are not sent in answer.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The parts of the library's errors that are used here. */
interface SmtpError {
  readonly code?: string;
  /** What was asked of the server last; `CONN` for the connection itself. */
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

const ABOUT_THE_MESSAGE: Readonly<Record<string, string>> = {
  'MAIL FROM': 'the sender',
  'RCPT TO': 'the address of the customer',
  DATA: 'the message',
};

/**
 * Until the server answers the content of a message with a number, nobody knows whether it took it: a reply of any
 * other number is a no (RFC 5321, section 4.2.1), and before the content there is nothing to take. Only our own words:
 * what the server says may name the customer.
 */
function sentOf({ code, command = '', response, responseCode }: SmtpError, isContentSent: boolean): Sent {
  if (responseCode !== undefined) {
    const about = ABOUT_THE_MESSAGE[command];
    const reply = replyCode(responseCode, response);
    // What is no fault of this message may be put right: the server refused us, or our password.
    if (about !== undefined && responseCode >= 500) {
      return { kind: 'refused', problem: `the mail server refused ${about} (${reply})` };
    }
    return { kind: 'again', problem: `the mail server did not take ${about ?? 'our connection'} (${reply})` };
  }
  if (isContentSent) return { kind: 'unclear', problem: 'the mail server’s answer to the message was lost' };
  if (code === 'EENVELOPE') return { kind: 'refused', problem: 'the address of the customer is none' };
  return { kind: 'again', problem: `the mail server can’t be reached${code === undefined ? '' : ` (${code})`}` };
}

/** `550 5.1.1` (RFC 3463) */
function replyCode(responseCode: number, response = ''): string {
  const [enhanced] = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response) ?? [];
  return enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`;
}
