import { byId } from './dom.ts';

/** Runs the work of a page; what goes wrong is said at the top of it, or where else it belongs. */
export async function reportProblems(work: () => Promise<void>, problem = byId('problem')): Promise<void> {
  problem.hidden = true;
  try {
    await work();
  } catch (error) {
    problem.hidden = false;
    problem.textContent = error instanceof Error ? error.message : String(error);
    problem.scrollIntoView({ block: 'nearest' });
  }
}
