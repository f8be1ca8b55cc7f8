import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { failWhenEnded, spawnBound, type BoundProcess } from './bound-process.ts';

const POLL_MS = 50;

/** @returns also the name of the screen, as in `:1`, which was free */
export async function startScreen(program: string): Promise<{ process: BoundProcess; display: string }> {
  const args = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const screen = await spawnBound(program, args);
  const said = await Promise.race([once(screen.stdout, 'data'), failWhenEnded(screen, 'Xvfb')]);
  return { process: screen, display: `:${String(said).trim()}` };
}

/** @returns also the port it listens on, of this machine only */
export async function startWebkitDriver(
  program: string,
  display: string,
): Promise<{ process: BoundProcess; port: number }> {
  const port = await freePort();
  const driver = await spawnBound(program, [`--port=${port}`], environment(display));
  await Promise.race([answers(`http://127.0.0.1:${port}/status`), failWhenEnded(driver, 'WebKitWebDriver')]);
  return { process: driver, port };
}

/** The browser inherits it: alone with its screen, even where a person is logged in, and as if in one country. */
function environment(display: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DISPLAY: display,
    GDK_BACKEND: 'x11',
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    LC_ALL: 'en_US.UTF-8', // else `navigator.language` is "C" where no locale is set, as in containers
  };
}

/** The driver takes port 0 too, but never tells which port it got. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch {
      await delay(POLL_MS);
    }
  }
}
