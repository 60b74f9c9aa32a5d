/**
 * Runs one command for as long as its own standard input stays open, then ends it. The platform holds the other end
 * of that pipe, and the system closes it when the platform ends, also by SIGKILL: so no database is left behind.
 *
 * Usage: node dev/aws/guardian.ts <pid file> <command> [argument…]
 */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

const GRACE_MS = 2_000;

const [pidFile, command, ...commandArguments] = process.argv.slice(2);
if (pidFile === undefined || command === undefined) throw new Error('guardian: give a pid file and a command.');

const child = spawn(command, commandArguments, { stdio: ['ignore', 'ignore', 'inherit'] });
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => {
  rmSync(pidFile, { force: true });
  process.exit(code ?? 1);
});
if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid));

process.stdin.resume();
process.stdin.on('end', endChild);
process.stdin.on('error', endChild);
process.on('SIGTERM', endChild);
process.on('SIGINT', () => undefined);

function endChild(): void {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
}
