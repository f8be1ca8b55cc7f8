import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import { announce, silence } from '../../src/internal/announcer.ts';
import { pageState } from '../../src/client/page-state.ts';

interface Timer {
  readonly run: () => void;
  readonly delayMs: number;
}

describe('announce', () => {
  const { setTimeout: setTimeoutNow, clearTimeout: clearTimeoutNow } = globalThis;
  let timers: Map<number, Timer>;
  let timeMs: number;
  let a: Element;
  let b: Element;

  beforeEach(async () => {
    a = await fixture(html`<p></p>`);
    b = await fixture(html`<p></p>`);
    pageState().announcers.delete(document);
    timers = new Map();
    timeMs = 10_000;
    let ids = 0;
    performance.now = () => timeMs;
    Object.assign(globalThis, {
      setTimeout: (run: () => void, delayMs = 0) => timers.set((ids += 1), { run, delayMs }) && ids,
      clearTimeout: (id: number) => timers.delete(id),
    });
  });

  afterEach(() => {
    Object.assign(globalThis, { setTimeout: setTimeoutNow, clearTimeout: clearTimeoutNow });
    Reflect.deleteProperty(performance, 'now');
    for (const region of regions()) region.remove();
  });

  function regions(): Element[] {
    return [...document.querySelectorAll('body > [aria-live]')];
  }

  function said(): (string | null)[] {
    return regions().flatMap((region) => [...region.children].map(({ textContent }) => textContent));
  }

  /** Lets the one timer that waits run. @returns how long it would have waited */
  function pass(): number | undefined {
    const [[id, timer] = []] = timers;
    if (id === undefined || !timer) return undefined;
    timers.delete(id);
    timeMs += timer.delayMs;
    timer.run();
    return timer.delayMs;
  }

  it('says what several widgets say in one polite region of the document, each in its language', async () => {
    await announce(a, { sentence: 'Hello', language: 'en' });
    await announce(b, { sentence: 'Hallo', language: 'de' });
    expect([regions().length, regions()[0]?.ariaLive, said()]).to.deep.equal([1, 'polite', []]);
    expect(pass()).to.equal(500);
    expect(said()).to.deep.equal(['Hello', 'Hallo']);
    expect([...(regions()[0]?.children ?? [])].map((each) => (each as HTMLElement).lang)).to.deep.equal(['en', 'de']);
  });

  it('says only the last of what one widget has to say within a moment', async () => {
    const sentences = ['one', 'two', 'three'];
    await Promise.all(sentences.map((sentence) => announce(a, { sentence, language: 'en' })));
    pass();
    expect([said(), timers.size]).to.deep.equal([['three'], 0]);
  });

  it('leaves three seconds between what it says', async () => {
    await announce(a, { sentence: 'one', language: 'en' });
    pass();
    timeMs += 100;
    await announce(a, { sentence: 'two', language: 'en' });
    expect(pass()).to.equal(2900);
    expect(said()).to.deep.equal(['two']);
    timeMs += 60_000;
    await announce(a, { sentence: 'three', language: 'en' });
    expect(pass()).to.equal(500);
  });

  it('says nothing for a widget that is gone, and leaves no timer for nobody', async () => {
    await announce(a, { sentence: 'from a', language: 'en' });
    await announce(b, { sentence: 'from b', language: 'en' });
    silence(a);
    expect(timers.size).to.equal(1);
    pass();
    expect(said()).to.deep.equal(['from b']);
    await announce(b, { sentence: 'more', language: 'en' });
    silence(b);
    expect(timers.size).to.equal(0);
  });

  it('says nothing for a widget that went away before what speaks was loaded', async () => {
    const announced = announce(a, { sentence: 'from a', language: 'en' });
    a.remove();
    await announced;
    expect([timers.size, regions().length]).to.deep.equal([0, 0]);
  });

  it('speaks again where a page has thrown the region away with its body', async () => {
    await announce(a, { sentence: 'one', language: 'en' });
    pass();
    for (const region of regions()) region.remove();
    await announce(a, { sentence: 'two', language: 'en' });
    pass();
    expect(said()).to.deep.equal(['two']);
  });

  it('is not seen, and takes no room', async () => {
    const { scrollHeight } = document.documentElement;
    await announce(a, { sentence: 'A long sentence '.repeat(50), language: 'en' });
    pass();
    const { width, height } = regions()[0]?.getBoundingClientRect() ?? {};
    expect([width, height, document.documentElement.scrollHeight]).to.deep.equal([1, 1, scrollHeight]);
  });
});
