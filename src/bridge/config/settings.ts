import './zod-messages.ts';
import * as z from 'zod/mini';
import { decode } from '../../schemas/decode.ts';
import { wholeNumberText } from '../../schemas/primitives.ts';
import type { Environment } from './secrets.ts';
import type { FileFolders } from '../routes/files.ts';

/** What the environment says of this process. */
export interface Settings {
  readonly port: number;
  readonly host: string | undefined;
  readonly dataDir: string;
  readonly configPath: string;
  readonly files: FileFolders;
  readonly heartbeatMs: number;
}

const text = z.string().check(z.minLength(1), z.maxLength(1024));

const environmentSchema = z.object({
  /** Default 4400; 0 takes a free one. */
  PORT: z._default(wholeNumberText(0, 65_535), 4400),
  /** The address to listen on. Default: all. */
  HOST: z.optional(text),
  /** Where the store lives. Default `.data`. */
  DATA_DIR: z._default(text, '.data'),
  /** The configuration file. Default `returning-widgets.json`. */
  CONFIG: z._default(text, 'returning-widgets.json'),
  /** The built widgets to serve. Default: none. */
  WIDGETS_DIR: z.optional(text),
  /** A site to serve from `/`. Default: none. */
  PAGES_DIR: z.optional(text),
  /** How often a quiet stream hears from the bridge, in ms. Default 15,000. */
  HEARTBEAT_MS: z._default(wholeNumberText(100, 60_000), 15_000),
});

/** @throws {DecodeError} that names every variable that does not fit */
export function readSettings(environment: Environment): Settings {
  const given = decode(environmentSchema, environment, 'the environment');
  return {
    port: given.PORT,
    host: given.HOST,
    dataDir: given.DATA_DIR,
    configPath: given.CONFIG,
    files: { widgets: given.WIDGETS_DIR, pages: given.PAGES_DIR },
    heartbeatMs: given.HEARTBEAT_MS,
  };
}
