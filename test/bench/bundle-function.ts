import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

export interface Bundle {
  readonly path: string;
  readonly bytes: number;
  /** What of each package is left in it, largest first. */
  readonly packages: readonly { readonly name: string; readonly bytes: number }[];
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What SST puts before every bundle, so that CommonJS packages find `require`. */
const BANNER = [
  "import { createRequire as topLevelCreateRequire } from 'module';",
  'const require = topLevelCreateRequire(import.meta.url);',
  'import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"',
  'const __filename = topLevelFileUrlToPath(import.meta.url)',
  'const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))',
].join('\n');

/** Bundles as SST does for a Node function with `minify`: the AWS SDK included. `entry`: a path within the repo. */
export async function bundleFunction(entry: string, outfile: string): Promise<Bundle> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'esnext',
    mainFields: ['module', 'main'],
    keepNames: true,
    minify: true,
    external: ['sharp', 'pg-native'],
    banner: { js: BANNER },
    metafile: true,
    logLevel: 'error',
  });
  const [output] = Object.values(metafile.outputs);
  if (!output) throw new Error(`nothing was bundled of ${entry}`);
  return { path: outfile, bytes: output.bytes, packages: packagesIn(output) };
}

function packagesIn(output: Metafile['outputs'][string]): Bundle['packages'] {
  const bytes = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'our own code';
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return [...bytes].map(([name, size]) => ({ name, bytes: size })).sort((a, b) => b.bytes - a.bytes);
}
