import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';

/** True when a write did not happen because somebody else writes, or has written, the same record. */
export function isConflict(error: unknown): boolean {
  return (
    conditionFailed(error) ||
    cancelledBecause(error, 'TransactionConflict') ||
    error instanceof TransactionConflictException ||
    error instanceof TransactionInProgressException
  );
}

/** False when the write did not happen because of what is stored, or of somebody else's write. */
export function unlessConflict(write: Promise<unknown>): Promise<boolean> {
  return unless(isConflict, write);
}

/** False when the write did not happen because of what is stored. */
export function unlessConditionFailed(write: Promise<unknown>): Promise<boolean> {
  return unless(conditionFailed, write);
}

async function unless(isExpected: (error: unknown) => boolean, write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isExpected(error)) return false;
    throw error;
  }
}

/** True when a write did not happen because of what is stored. */
export function conditionFailed(error: unknown): boolean {
  return error instanceof ConditionalCheckFailedException || cancelledBecause(error, 'ConditionalCheckFailed');
}

function cancelledBecause(error: unknown, code: string): boolean {
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons?.some(({ Code }) => Code === code) ?? false)
  );
}
