import { runCommandLine } from '../../src/bridge/command-line.ts';

export interface CliOutcome {
  readonly code: number;
  /** What it printed. */
  readonly text: string;
}

/** Runs a command line in this process. */
export async function runCli(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<CliOutcome> {
  const lines: string[] = [];
  const cwd = environment['DATA_DIR'] ?? '.';
  const code = await runCommandLine({ args, environment, cwd, print: (line) => lines.push(line) });
  return { code, text: lines.join('\n') };
}
