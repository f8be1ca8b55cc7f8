/** How each tag gets its definition. Literal, so that bundlers and the build see every file. */
const definitions: Readonly<Record<string, () => Promise<void>>> = {
  'returning-badge-shelf': async () => {
    const { defineBadgeShelf } = await import('./badge-shelf/define-badge-shelf.ts');
    defineBadgeShelf();
  },
  'returning-channel': async () => {
    const { defineChannel } = await import('./channel/define-channel.ts');
    defineChannel();
  },
  'returning-leaderboard': async () => {
    const { defineLeaderboard } = await import('./leaderboard/define-leaderboard.ts');
    defineLeaderboard();
  },
  'returning-message-feed': async () => {
    const { defineMessageFeed } = await import('./message-feed/define-message-feed.ts');
    defineMessageFeed();
  },
};

/**
 * Defines the widgets a document uses, as their tags appear, and loads nothing of the others.
 * Tags inside shadow roots are not seen: import their definition there. @returns what stops it
 */
export function startLoader(root: Document | Element = document): () => void {
  const awaited = new Set(Object.keys(definitions));
  const observer = new MutationObserver(() => loadUsed(root, awaited, observer));
  observer.observe(root, { childList: true, subtree: true });
  loadUsed(root, awaited, observer);
  return () => observer.disconnect();
}

/** Asks the document for the tags still awaited: cheap, and it takes tags in any kind of insertion. */
function loadUsed(root: Document | Element, awaited: Set<string>, observer: MutationObserver): void {
  for (const tag of [...awaited]) {
    if (!root.querySelector(tag)) continue;
    awaited.delete(tag);
    definitions[tag]?.().catch((error: unknown) => handleFailure(tag, error));
  }
  if (awaited.size === 0) observer.disconnect();
}

function handleFailure(tag: string, error: unknown): void {
  console.error(`returning-widgets: <${tag}> could not be loaded`, error);
}
