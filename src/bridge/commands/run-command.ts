import { describeError } from '../log.ts';
import { CommandError, type CommandCall, type CommandContext } from './command.ts';
import { commands } from './table.ts';

/** Runs a command by its name. What it can't do it prints. @returns whether it did what it was asked */
export async function runCommand(name: string, call: CommandCall, context: CommandContext): Promise<boolean> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (command === undefined) throw new CommandError(`There is no command "${name}" here.`);
    return await command(call, context);
  } catch (error) {
    call.print(describeError(error));
    return false;
  }
}
