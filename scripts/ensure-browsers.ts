import { existsSync } from 'node:fs';
import { aptInstall, installCommand } from './apt-install.ts';
import { findProgram, testPrograms, type TestProgram } from './find-program.ts';
import { chosenEngines, testEngines } from './test-engines.ts';

/**
 * Sees to it that the browser tests have their browsers: silent when they are there, installs Debian's as root (their
 * packages bring a font along, and the tests look at no glyphs, so no more fonts are needed), else says what to do and
 * fails. No engine is ever left out unasked.
 */

try {
  await ensureBrowsers();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function ensureBrowsers(): Promise<void> {
  const missing = missingPrograms();
  if (missing.length === 0) return;
  for (const { variable } of missing) refuseConfigured(variable);
  const packages = missing.map((program) => program.package);
  const variables = list(missing.map(({ variable }) => variable));
  const advice = `run "sudo ${installCommand(packages)}" (Debian), set ${variables}, or leave engines out of this run, as in BROWSERS=chromium.`;
  const names = list(missing.map(({ title }) => title));
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) throw new Error(`No ${names} here: ${advice}`);
  console.log(`No ${names} here: installing from the system’s packages.`);
  const failure = await aptInstall(packages);
  if (failure !== undefined) throw new Error(`${failure}\nCould not install ${names}: ${advice}`);
  const [broken] = missingPrograms();
  if (broken) throw new Error(`The installed ${broken.title} does not start: try "${broken.usualPaths[0]}" by hand.`);
}

function missingPrograms(): TestProgram[] {
  const needed = chosenEngines().flatMap((engine) => testEngines[engine]);
  return needed.filter((name) => findProgram(name) === undefined).map((name) => testPrograms[name]);
}

function refuseConfigured(variable: string): void {
  const path = process.env[variable];
  if (path !== undefined) throw new Error(`${variable} is ${path}, which does not start: correct or unset it.`);
}

function list(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words);
}
