#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 13);

// Before anything else is loaded: older versions have no node:sqlite, and would fail without saying why.
if (!isNewEnough) {
  console.error(`returning-widgets needs Node 22.13 or newer; this is ${process.versions.node}.`);
  process.exitCode = 1;
} else if (process.argv[2] === 'start') {
  await import('./main.ts');
} else {
  console.error('Usage: returning-widgets start    (settings come from the environment: PORT, DATA_DIR, CONFIG, …)');
  process.exitCode = 2;
}
