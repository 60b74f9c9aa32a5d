/** The server could not be asked or broke while answering; the reason is in its log. */
export interface Failed {
  kind: 'failed';
}

/**
 * What the server answered to an action of a page. A failure is a value here, so that the page stays with all that was
 * typed; Remix would put the error page in its place.
 */
export async function answerOrFailed<Answer>(askServer: () => Promise<Answer>): Promise<Answer | Failed> {
  try {
    return await askServer();
  } catch (failure) {
    if (failure instanceof Response && failure.status < 400) throw failure;
    return { kind: 'failed' };
  }
}
