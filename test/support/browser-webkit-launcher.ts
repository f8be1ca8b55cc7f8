import { WebdriverLauncher } from '@web/test-runner-webdriver';
import { endProcess, type BoundProcess } from './bound-process.ts';
import { startScreen, startWebkitDriver } from './browser-webkit-driver.ts';

type WebdriverOptions = ConstructorParameters<typeof WebdriverLauncher>[0];

export interface WebkitPrograms {
  readonly driver: string;
  readonly screen: string;
}

/** WebKitGTK's own small browser, on a screen that nobody sees. */
export class WebkitLauncher extends WebdriverLauncher {
  readonly #programs: WebkitPrograms;
  readonly #options: WebdriverOptions;
  readonly #processes: BoundProcess[] = [];
  #started: Promise<void> | undefined;

  constructor(programs: WebkitPrograms) {
    const options: WebdriverOptions = {
      hostname: '127.0.0.1',
      connectionRetryCount: 0, // when the driver is gone, it is gone
      capabilities: { browserName: 'MiniBrowser', 'wdio:enforceWebDriverClassic': true },
    };
    super(options);
    this.#programs = programs;
    this.#options = options;
  }

  override async initialize(...args: Parameters<WebdriverLauncher['initialize']>): Promise<void> {
    await super.initialize(...args);
    this.name = 'WebKit';
  }

  override async startSession(id: string, url: string): Promise<void> {
    this.#started ??= this.#start();
    await this.#started;
    await super.startSession(id, url);
  }

  override async stop(): Promise<void> {
    await super.stop();
    await Promise.all(this.#processes.map(endProcess));
  }

  async #start(): Promise<void> {
    const screen = await startScreen(this.#programs.screen);
    this.#processes.push(screen.process);
    const driver = await startWebkitDriver(this.#programs.driver, screen.display);
    this.#processes.push(driver.process);
    this.#options.port = driver.port;
  }
}
