import * as z from 'zod/mini';

/** What the page tells without saying more. */
const word = z.enum(['RETURNINGAI_WIDGET_REQUEST_TOKEN', 'WIDGET_READY', 'WIDGET_ERROR']);

/**
 * What a hosted widget tells the page around it: an object with a `type`, or that type as bare text. Everything else
 * that goes by on `window` fits nothing here.
 */
export const frameMessage = z.union([
  z.object({
    type: z.literal('WIDGET_HEIGHT_UPDATE'),
    /** In px. */
    payload: z.object({ height: z.number() }),
  }),
  z.object({ type: word }),
  z.pipe(
    word,
    z.transform((type) => ({ type })),
  ),
]);

export type FrameMessage = z.infer<typeof frameMessage>;

/** The platform's embed token, told to a hosted widget: one of its pages reads `value`, another `token` and `widgetId`. */
export interface FrameTokenMessage {
  readonly type: 'RETURNINGAI_WIDGET_TOKEN' | 'RETURNINGAI_WIDGET_REFRESH';
  readonly value: string;
  readonly token: string;
  readonly widgetId?: string;
}
