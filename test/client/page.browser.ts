import { expect } from '@open-wc/testing';
import { browserPage, type PageSignal } from '../../src/client/page.ts';

describe('browserPage', () => {
  let told: PageSignal[];
  let stop: () => void;

  beforeEach(() => {
    told = [];
    stop = browserPage.watch((signal) => told.push(signal));
  });

  afterEach(() => stop());

  it('knows whether the browser has a network', () => {
    expect(browserPage.isOnline()).to.equal(navigator.onLine);
  });

  it('tells when the network comes and goes', () => {
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
    expect(told).to.deep.equal(['offline', 'online']);
  });

  it('tells of a page that returns from the back/forward cache, not of one that is new', () => {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    expect(told).to.deep.equal([]);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(told).to.deep.equal(['restored']);
  });

  it('tells when the page becomes visible, not when it is hidden', () => {
    let state: DocumentVisibilityState = 'hidden';
    Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    state = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
    expect(told).to.deep.equal(['visible']);
  });

  it('tells nothing after it was stopped', () => {
    stop();
    for (const name of ['online', 'offline']) dispatchEvent(new Event(name));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).to.deep.equal([]);
  });
});
