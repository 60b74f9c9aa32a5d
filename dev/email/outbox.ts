import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';

/** A message that the product sent, as `GET /dev/messages` shows it. */
export interface SentMessage {
  readonly channel: 'email';
  readonly to: string;
  readonly from: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The name of the rule that sent it; null for a message that no rule did. */
  readonly why: string | null;
  /** Domain time, ISO 8601. */
  readonly at: string;
}

export interface Outbox {
  /** Oldest first. */
  all(): readonly SentMessage[];
  /** On disk when it returns: whoever is told that it was taken over finds it after a kill, too. */
  add(message: SentMessage): void;
  /** Whoever has this address wants to be forgotten: what was sent to them goes. */
  forget(address: string): void;
}

/** Kept in a file of one message a line. A line that a kill left unfinished was never acknowledged. */
export function openOutbox(file: string): Outbox {
  let messages: readonly SentMessage[] = existsSync(file)
    ? readFileSync(file, 'utf8').split('\n').flatMap(parseLine)
    : [];
  return {
    all: () => messages,
    add(message) {
      const descriptor = openSync(file, 'a', 0o600);
      writeSync(descriptor, `\n${JSON.stringify(message)}`);
      fsyncSync(descriptor);
      closeSync(descriptor);
      messages = [...messages, message];
    },
    forget(address) {
      const left = messages.filter(({ to }) => to.toLowerCase() !== address.toLowerCase());
      if (left.length === messages.length) return;
      messages = left;
      writeFileSync(`${file}.new`, left.map((message) => `\n${JSON.stringify(message)}`).join(''), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function parseLine(line: string): SentMessage[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as SentMessage];
  } catch {
    return [];
  }
}
