import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Children } from './children.ts';

const SETTLED_AFTER_MS = 200;

/** `npm run dev`: the worker and the app run the sources as they are, a moment after a change. */
export function reloadOnChange(
  root: string,
  children: Children,
  build: () => Promise<void>,
  log: (line: string) => void,
): () => void {
  const reload = (name: string, work: () => Promise<unknown>) => () =>
    work().then(
      () => log(`Reloaded ${name}.`),
      (error: Error) => log(`Cannot reload ${name}: ${error.message}`),
    );
  const reloadApp = async () => {
    await build();
    await children.app?.restart();
  };
  const unwatch = [
    watchSources(
      root,
      ['core', 'adapters', 'functions'],
      reload('the functions', async () => children.worker?.restart()),
    ),
    watchSources(root, ['app', 'core', 'adapters'], reload('the app', reloadApp)),
  ];
  return () => {
    for (const stop of unwatch) stop();
  };
}

/** Calls back once after each burst of changes to files under the directories; never twice at a time. */
function watchSources(root: string, directories: readonly string[], onChange: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const watchers = directories.map((directory) =>
    watch(join(root, directory), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(onChange);
      }, SETTLED_AFTER_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
