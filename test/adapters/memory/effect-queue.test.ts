import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { effectQueueContract } from '../../contracts/effect-queue.ts';

effectQueueContract(async () => {
  const effects = createMemoryEffectQueue();
  let taken = 0;
  return {
    effects,
    async take(wanted) {
      const found = effects.sent.slice(taken).filter(({ effectClass }) => effectClass === wanted);
      taken += found.length;
      return found.map(({ shop, decision }) => ({ shop, decision }));
    },
  };
});
