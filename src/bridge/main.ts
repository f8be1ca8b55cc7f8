import { createLog, describeError, errorFields } from './log.ts';
import { runBridge } from './run.ts';

const log = createLog();

/** Runs the bridge until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const bridge = await runBridge(process.env, log);
  let isStopping = false;
  // A terminal's Ctrl-C reaches the whole group of processes, and whoever started this one may pass it on once more.
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping', { signal });
    bridge.stop().then(
      () => log.info('stopped'),
      (error: unknown) => fail('stop-failed', error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  log.info('ready', { url: bridge.url });
}

function fail(event: string, error: unknown): void {
  log.error(event, errorFields(error));
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  fail('start-failed', error);
  // The same for a person, who would have to read line breaks as "\n" in the log.
  console.error(describeError(error));
});
