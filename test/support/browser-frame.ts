import { fixture, html } from '@open-wc/testing';

export interface FramedPage {
  readonly document: Document;
  /** What its policy refused so far: the directive, and what of it. */
  readonly violations: readonly string[];
}

/** A page of its own in a frame, with this origin's modules and, if need be, a policy of its own. */
export async function framePage(body: string, policy?: string): Promise<FramedPage> {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe width="600" height="600"></iframe>`);
  const meta = policy === undefined ? '' : `<meta http-equiv="content-security-policy" content="${policy}">`;
  const violations: string[] = [];
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.srcdoc = `<!doctype html><html lang="en"><head>${meta}</head><body>${body}</body></html>`;
  await loaded;
  const document = frame.contentDocument;
  if (!document) throw new Error('The frame has no document');
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
    violations.push(`${effectiveDirective} ${blockedURI} ${sourceFile}`);
  });
  return { document, violations };
}
