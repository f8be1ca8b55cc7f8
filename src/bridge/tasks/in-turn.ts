const turns = new Map<string, Promise<unknown>>();

/**
 * Runs a task that goes through all a community has after those that were begun before it: a recount and a merge at once
 * would each count what the other one moves. One process has a store to itself, so a list in memory is enough. A task never
 * waits for another's turn within its own: it would wait for itself.
 */
export async function inTurn<Outcome>(community: string, task: () => Promise<Outcome>): Promise<Outcome> {
  const before = turns.get(community) ?? Promise.resolve();
  const own = before.then(task);
  const settled = own.catch(() => undefined);
  turns.set(community, settled);
  try {
    return await own;
  } finally {
    if (turns.get(community) === settled) turns.delete(community);
  }
}
