/** Ends every switch over a closed union: the compiler proves that it is never reached, a bug crashes here. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
