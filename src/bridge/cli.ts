#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 13);

// Before anything else is loaded: older versions have no node:sqlite, and would fail without saying why.
if (!isNewEnough) {
  console.error(`returning-widgets needs Node 22.13 or newer; this is ${process.versions.node}.`);
  process.exitCode = 1;
} else if (process.argv[2] === 'start' && process.argv.length === 3) {
  await import('./main.ts');
} else {
  await runCommand();
}

async function runCommand(): Promise<void> {
  const { runCommandLine } = await import('./command-line.ts');
  const { describeError } = await import('./log.ts');
  try {
    process.exitCode = await runCommandLine({
      args: process.argv.slice(2),
      environment: process.env,
      cwd: process.cwd(),
      print: (line) => console.log(line),
    });
  } catch (error) {
    console.error(describeError(error));
    process.exitCode = 1;
  }
}
