import type { ErrorRequestHandler, RequestHandler, Response } from 'express';

/** Answers with the one shape of error of the contract. */
export function fail(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

/** A handler whose rejection becomes a 500 of the contract. */
export function route(handle: (...parameters: Parameters<RequestHandler>) => Promise<void>): RequestHandler {
  return (request, response, next) => {
    handle(request, response, next).catch(next);
  };
}

/** Bodies that are no JSON are the caller's fault and say so; the rest is ours. */
export const answerFailure: ErrorRequestHandler = (error: Error & { status?: number }, _request, response, next) => {
  if (response.headersSent) return next(error);
  fail(response, error.status ?? 500, error.message);
};
