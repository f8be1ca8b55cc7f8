const isChromium = navigator.userAgent.includes('Chrome/');

/**
 * Registers tests of what not every engine can do or tell. Elsewhere they count as skipped and name the reason in their
 * title; in Chromium they always run, so that none is lost in all engines at once.
 *
 * @param isPossible in this engine, asked of the engine itself and never of its name
 * @param reason as in "only Chromium reports layout shifts"
 */
export function onlyWhere(
  isPossible: boolean,
  reason: string,
): (title: string, test: () => void | Promise<void>) => void {
  return (title, test) => {
    if (isPossible || isChromium) it(title, test);
    else it.skip(`${title} (${reason})`, test);
  };
}
