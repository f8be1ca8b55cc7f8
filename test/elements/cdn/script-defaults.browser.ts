import '../../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import { configure, settings } from '../../../src/client/settings.ts';
import { applyScriptDefaults } from '../../../src/elements/cdn/script-defaults.ts';

const url = 'https://bridge.example/loader.js';

describe('applyScriptDefaults', () => {
  let script: HTMLScriptElement;

  beforeEach(() => {
    // Of no type that a browser runs, so that nothing is fetched.
    script = Object.assign(document.createElement('script'), { type: 'text/plain', src: url });
    document.head.append(script);
  });

  afterEach(() => {
    script.remove();
    configure({ apiUrl: undefined, communityId: undefined });
  });

  it('takes the bridge to be where the script came from, and its community to be the only one', () => {
    applyScriptDefaults(url);
    expect(settings()).to.deep.equal({ apiUrl: 'https://bridge.example/', communityId: 'only' });
  });

  it('takes bridge and community from the script tag', () => {
    script.dataset['apiUrl'] = '/community';
    script.dataset['communityId'] = 'c1';
    applyScriptDefaults(url);
    expect(settings()).to.deep.equal({ apiUrl: `${location.origin}/community`, communityId: 'c1' });
  });

  it('leaves what is set already, where the script tag says nothing', () => {
    configure({ apiUrl: 'https://other.example', communityId: 'c2' });
    applyScriptDefaults(url);
    expect(settings()).to.deep.equal({ apiUrl: 'https://other.example', communityId: 'c2' });
  });

  it('does without a script tag, as when imported', () => {
    script.remove();
    applyScriptDefaults('https://bridge.example/deep/widgets.js?v=1');
    expect(settings().apiUrl).to.equal('https://bridge.example/deep/');
  });

  it('takes the bridge to be above the files of one version', () => {
    applyScriptDefaults('https://bridge.example/live/w/1.0.0-beta.1/widgets.js');
    expect(settings().apiUrl).to.equal('https://bridge.example/live/');
  });

  it('sets no bridge when what is given is no address', () => {
    script.dataset['apiUrl'] = 'https://';
    applyScriptDefaults(url);
    expect(settings().apiUrl).to.equal(undefined);
  });
});
