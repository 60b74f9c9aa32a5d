import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const directory = fileURLToPath(new URL('./browser/', import.meta.url));
const bundles = new Map<string, Promise<string>>();

/**
 * The script of a page, bundled on first use.
 *
 * @param name a file of `dev/shell/browser/` without its extension
 * @param format `iife` for a classic script (App Bridge must run before the page goes on), `esm` for a module
 */
export function browserCode(
  name: 'app-bridge' | 'admin' | 'shop' | 'order' | 'orders',
  format: 'iife' | 'esm',
): Promise<string> {
  const known = bundles.get(name);
  if (known) return known;
  const bundle = bundleFile(name, format);
  bundles.set(name, bundle);
  return bundle;
}

async function bundleFile(name: string, format: 'iife' | 'esm'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${directory}${name}.ts`],
    bundle: true,
    write: false,
    format,
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
