import type { html } from 'lit';
import type { SamplePage } from './sample.ts';

/** The sample page, loaded when one is shown. @param tag Lit's: if the sample imported it, Lit would be a file of its own */
export async function loadSample(tag: typeof html): Promise<SamplePage> {
  const { samplePage } = await import('./sample.ts');
  return samplePage(tag);
}
