import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API_VERSION } from './load.ts';

/**
 * Fetches the Admin API schema again from the npm package that ships it:
 * `node dev/shopify/schema/refresh.ts [version of @shopify/dev-mcp]`. The package itself is never installed.
 */
const packageVersion = process.argv[2] ?? '1.16.0';
const directory = mkdtempSync(join(tmpdir(), 'admin-schema-'));
try {
  const archive = execFileSync('npm', ['pack', '--silent', `@shopify/dev-mcp@${packageVersion}`], { cwd: directory })
    .toString()
    .trim();
  const member = `package/dist/data/admin_${API_VERSION}.json.gz`;
  execFileSync('tar', ['xzf', archive, member], { cwd: directory });
  const target = fileURLToPath(new URL(`./admin_${API_VERSION}.json.gz`, import.meta.url));
  copyFileSync(join(directory, member), target);
  process.stdout.write(`Wrote ${target} from @shopify/dev-mcp ${packageVersion}\n`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
