import { configure } from '../../../src/client/settings.ts';
import '../../../src/elements/define.ts';
import * as sections from '../../../src/internal/strings/en.ts';
import type { PageSettings } from '../page-settings.ts';
import { longerWords } from './longer-words.ts';

const settings = JSON.parse(new URLSearchParams(location.search).get('settings') ?? '{}') as PageSettings;
const { tag, attributes, communityId, isSignedIn, longer } = settings;
const words = Object.fromEntries(Object.values(sections).flatMap((section) => Object.entries(section)));
configure({
  apiUrl: location.origin,
  communityId,
  ...(isSignedIn && { getToken: () => 'a token' }),
  ...(longer > 0 && { strings: { en: longerWords(words, longer) } }),
});
const element = document.createElement(tag);
for (const [name, value] of Object.entries(attributes)) {
  element.setAttribute(name, value.replace('{origin}', location.origin));
}
document.querySelector('#stage')?.append(element);
