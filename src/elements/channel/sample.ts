import type { html as HtmlTag, TemplateResult } from 'lit';
import type { FramePage } from '../../client/frame-page.ts';

/** A page that comes with the element, and what makes its frame. */
export interface SamplePage extends FramePage {
  readonly render: (title: string, state: string) => TemplateResult;
}

/** A page in place of one from the network. @param html Lit's, given */
export function samplePage(html: typeof HtmlTag): SamplePage {
  return {
    url: 'about:srcdoc',
    origin: 'null',
    name: null,
    isNamed: false,
    render: (title, state) => sampleFrame(html, title, state),
  };
}

/**
 * It is written without styles: in a frame like this the policy of the page around it holds, and a strict one forbids
 * them. It stands in the template itself, as Trusted Types let no text become a page.
 */
function sampleFrame(html: typeof HtmlTag, title: string, state: string): TemplateResult {
  return html`<iframe
    part="frame"
    class=${state}
    title=${title}
    sandbox
    srcdoc='&lt;!doctype html&gt;
&lt;html lang="en"&gt;
&lt;head&gt;&lt;meta charset="utf-8"&gt;&lt;meta name="color-scheme" content="light dark"&gt;&lt;title&gt;Sample channel&lt;/title&gt;&lt;/head&gt;
&lt;body&gt;
&lt;font face="system-ui, sans-serif"&gt;
&lt;h1&gt;🌻 Spring challenge&lt;/h1&gt;
&lt;p&gt;Post one thing you learned each day. &lt;b&gt;12 of 20 days&lt;/b&gt; are behind us, and 148 members still hold their streak.&lt;/p&gt;
&lt;p&gt;&lt;label&gt;The community’s progress&lt;br&gt;&lt;progress value="12" max="20"&gt;12 of 20&lt;/progress&gt;&lt;/label&gt;&lt;/p&gt;
&lt;h2&gt;Today&lt;/h2&gt;
&lt;ul&gt;
&lt;li&gt;&lt;b&gt;Amélie&lt;/b&gt;: how to read a flame graph&lt;/li&gt;
&lt;li&gt;&lt;b&gt;村上 さくら&lt;/b&gt;: 写真の現像のこつ&lt;/li&gt;
&lt;li&gt;&lt;b&gt;Tunde Okafor&lt;/b&gt;: why sourdough needs rest 🍞&lt;/li&gt;
&lt;li&gt;&lt;b&gt;ليلى حداد&lt;/b&gt;: كيف أقرأ أسرع&lt;/li&gt;
&lt;/ul&gt;
&lt;hr&gt;
&lt;p&gt;&lt;small&gt;This is sample content. Without the attribute “demo”, the page of your channel is here.&lt;/small&gt;&lt;/p&gt;
&lt;/font&gt;
&lt;/body&gt;
&lt;/html&gt;'
  ></iframe>`;
}
