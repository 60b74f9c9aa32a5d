/** The platform cannot start or go on, for a reason the user can do something about: the message is that one line. */
export class PlatformFailure extends Error {
  override readonly name = 'PlatformFailure';
}
