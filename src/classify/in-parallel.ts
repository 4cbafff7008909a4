/**
 * Works through a queue, a few at a time; `work` says whether to go on, and may put more into the queue. When it says
 * no or throws, those under way are let finish and no other is begun.
 */
export const inParallel = async <Item>(
  queue: Item[],
  workers: number,
  work: (item: Item) => Promise<boolean>,
): Promise<void> => {
  let isStopped = false;
  const run = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && !isStopped; item = queue.shift()) {
      const goesOn = await work(item).catch((error: unknown) => {
        isStopped = true;
        throw error;
      });
      if (!goesOn) isStopped = true;
    }
  };
  await Promise.all(Array.from({ length: workers }, run));
};
