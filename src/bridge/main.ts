import { createLog, errorFields } from './log.ts';
import { runBridge } from './run.ts';

const log = createLog();

/** Runs the bridge until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const bridge = await runBridge(process.env, log);
  const stop = (signal: NodeJS.Signals): void => {
    log.info('stopping', { signal });
    bridge.stop().then(
      () => log.info('stopped'),
      (error: unknown) => fail('stop-failed', error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  log.info('ready', { url: bridge.url });
}

function fail(event: string, error: unknown): void {
  log.error(event, errorFields(error));
  process.exitCode = 1;
}

main().catch((error: unknown) => fail('start-failed', error));
