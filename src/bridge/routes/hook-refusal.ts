import type { Source } from '../../schemas/fact.ts';
import { MalformedJsonError } from '../ingest/parse-json.ts';
import type { LogFields } from '../log.ts';
import type { ProblemCode } from './problem.ts';

/** A hook that is turned away. `detail` is for the sender, `fields` for our own log, which has the detail where they give no `reason`. */
export class HookRefusal extends Error {
  override readonly name = 'HookRefusal';
  readonly platform: Source;
  readonly code: ProblemCode;
  readonly fields: LogFields;
  readonly detail: string | undefined;

  constructor(platform: Source, code: ProblemCode, fields: LogFields = {}, detail?: string) {
    super(`${platform} hook refused: ${code}`);
    this.platform = platform;
    this.code = code;
    this.fields = fields;
    this.detail = detail;
  }

  /** The refusal of a body that is no acceptable JSON; any other error is thrown on. */
  static ofMalformed(platform: Source, error: unknown): HookRefusal {
    if (!(error instanceof MalformedJsonError)) throw error;
    return new HookRefusal(platform, 'malformed-json', {}, error.message);
  }
}
