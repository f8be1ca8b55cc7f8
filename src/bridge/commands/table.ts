import { runBackupCommand } from './backup.ts';
import type { Command } from './command.ts';
import { runDeadLettersCommand } from './dead-letters.ts';
import { runEraseCommand } from './erase.ts';
import { runImportCommand } from './import.ts';
import { runKeysCommand } from './keys.ts';
import { runLinkCommand } from './link.ts';
import { runRecountCommand } from './recount.ts';
import { runWatchCommand } from './watch.ts';

/** The commands that work on a data folder, by name. Each runs in the bridge that has it, or where none does by itself. */
export const commands: Readonly<Record<string, Command>> = {
  keys: runKeysCommand,
  'dead-letters': runDeadLettersCommand,
  backup: runBackupCommand,
  erase: runEraseCommand,
  import: runImportCommand,
  link: runLinkCommand,
  recount: runRecountCommand,
  watch: runWatchCommand,
};
