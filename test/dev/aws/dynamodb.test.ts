import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findDynamodb, startDynamodb } from '../../../dev/aws/dynamodb.ts';

const nowhere = () => {
  throw new Error('not installed');
};

it('takes the endpoint it is given before anything else', () => {
  expect(findDynamodb('http://localhost:8000')).toEqual({ kind: 'endpoint', url: 'http://localhost:8000' });
});

it('takes the binary of the platform package', () => {
  const binary = { kind: 'binary', path: '/modules/@dynoxide/x/dynoxide' };
  const exists = (file: string) => file === binary.path;
  expect(findDynamodb(undefined, { resolvePackage: () => '/modules/@dynoxide/x/package.json', exists })).toEqual(
    binary,
  );
});

it('takes dynoxide on the PATH when there is no package for this machine', () => {
  const directory = mkdtempSync(join(tmpdir(), 'concierge-path-'));
  const binary = join(directory, 'dynoxide');
  writeFileSync(binary, '');
  chmodSync(binary, 0o755);
  const found = findDynamodb(undefined, { resolvePackage: nowhere, path: `/nowhere:${directory}` });
  expect(found).toEqual({ kind: 'binary', path: binary });
});

it('says in one line how to get one when this machine has none', async () => {
  const absent = findDynamodb(undefined, { resolvePackage: nowhere, path: '' });
  expect(absent).toEqual({ kind: 'absent', platform: `${process.platform}-${process.arch}` });
  await expect(startDynamodb(absent, '/nowhere')).rejects.toThrow(
    /^No native DynamoDB for .*DYNAMODB_ENDPOINT=[^\n]+$/,
  );
});
