/** What is thrown where a bug, or a store that does not answer, came before the outside world was asked for anything. */
export class NothingDone extends Error {
  override readonly name = 'NothingDone';

  constructor(cause: unknown) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause });
  }
}
