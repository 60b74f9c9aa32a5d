/** Every version of the rules. */
export const HISTORY = '/app/history';

/** The page of one version. */
export function versionUrl(version: number): string {
  return `${HISTORY}/${version}`;
}

/** The number of a version in an address; null for anything else. */
export function readVersion(text: string | null | undefined): number | null {
  return /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : null;
}
