import type { html, TemplateResult } from 'lit';

/** The sample page, loaded when one is shown. @returns what makes its frame, of a title and a class, with the tag given */
export async function loadSample(tag: typeof html): Promise<(title: string, state: string) => TemplateResult> {
  const { sampleFrame } = await import('./sample.ts');
  return (title, state) => sampleFrame(tag, title, state);
}
