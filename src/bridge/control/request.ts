import * as z from 'zod/mini';

/** What a command line asks of a running bridge: one JSON line. */
export const controlRequest = z.object({
  command: z.string().check(z.minLength(1), z.maxLength(100)),
  args: z.array(z.string().check(z.maxLength(4096))).check(z.maxLength(10_000)),
  /** The caller's folder, from which relative paths start. */
  cwd: z.string().check(z.maxLength(4096)),
});

/** What it hears back: lines to print, then how it ended, a JSON line each. */
export const controlReply = z.union([z.object({ line: z.string() }), z.object({ ok: z.boolean() })]);

export type ControlRequest = z.infer<typeof controlRequest>;
export type ControlReply = z.infer<typeof controlReply>;

/** The socket's name in the data folder. */
export const CONTROL_SOCKET = 'control.sock';
