import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { BridgeAddress } from '../client/bridge-reader.ts';
import { pageSession } from '../client/page-session.ts';
import { settings, watchSettings } from '../client/settings.ts';
import type { GetToken, TokenSession } from '../client/token-session.ts';
import { loadModes, StartController, type LoadMode } from '../controllers/start.ts';
import { ThemeController, themes, type Theme } from '../controllers/theme.ts';
import { addressText, readAttribute, textOf, wholeNumber, wordOf } from '../internal/attributes.ts';
import { dress } from '../internal/dress.ts';
import { isLanguageTag, localeOf } from '../internal/locale.ts';
import { loadStrings, stringsFor, type CommonStrings } from '../internal/strings.ts';

const liveModes = ['on', 'off'] as const;
const headingLevels = { min: 1, max: 6, fallback: 3 };

/** What can be set of every widget, by its attributes or for the whole page: which bridge, as whom, when, in which words and theme. */
export abstract class ConfiguredElement<Words extends CommonStrings> extends LitElement {
  /** Address of the bridge. Default: the page's setting. */
  @property({ attribute: 'api-url', converter: addressText }) apiUrl: string | null = null;

  /** The platform's id of the community. Default: the page's setting. */
  @property({ attribute: 'community-id' }) communityId: string | null = null;

  /** Where on the site's own server an embed token is to be had, by POST with cookies. Default: the page's setting. */
  @property({ attribute: 'token-url', converter: addressText }) tokenUrl: string | null = null;

  /** Gets an embed token, in place of `tokenUrl`. Default: the page's setting. */
  @property({ attribute: false }) getToken: GetToken | null = null;

  /** `light`, `dark`, or `auto` (the default, also for other values): as the page around it is. */
  @property({ converter: wordOf(themes, 'auto') }) theme: Theme = 'auto';

  /** Language of texts, numbers and times, as a BCP 47 tag. Default, also for what is no tag: the nearest `lang`. */
  @property({ converter: textOf(isLanguageTag, 'is no language tag') }) locale: string | null = null;

  /** Whether changes are shown as they happen: `on` (the default, also for other values) or `off`. */
  @property({ converter: wordOf(liveModes, 'on') }) live: (typeof liveModes)[number] = 'on';

  /** When it begins to load: once it is nearly in view (`visible`, the default, also for other values), at once (`eager`), or after `start()` (`manual`). */
  @property({ converter: wordOf(loadModes, 'visible') }) load: LoadMode = 'visible';

  /** Shows built-in sample data, without a bridge. Default: false. */
  @property({ type: Boolean }) demo = false;

  /** Writes what it does to the console. Default: false. */
  @property({ type: Boolean }) debug = false;

  /** Level of its heading, 1 to 6. Default, also for other values: 3. */
  @property({ attribute: 'heading-level' })
  get headingLevel(): number {
    return this.#headingLevel;
  }
  set headingLevel(value: number | string | null) {
    this.#headingLevel = wholeNumber(value, headingLevels);
  }

  /** Its sentences in English, which it always has. */
  protected abstract readonly english: Words;

  /** The locale in use, derived at each update. */
  protected activeLocale = 'en';
  /** The sentences of that locale's language. */
  protected strings!: Words;
  /** False while the first language is on its way. */
  protected hasStrings = false;

  #headingLevel = headingLevels.fallback;
  #stopListening: (() => void) | undefined;
  readonly #theme = new ThemeController(this);
  readonly #start = new StartController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = watchSettings(() => this.requestUpdate());
    // The new place may have another language, and the page other settings.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    readAttribute(this, name, () => super.attributeChangedCallback(name, old, value));
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.activeLocale = localeOf(this, this.locale);
    const strings = stringsFor(this.activeLocale, this.english);
    this.hasStrings ||= strings !== undefined;
    // Another language comes when it is there; until then the last one goes on.
    this.strings = strings ?? this.strings ?? this.english;
    if (!strings) void loadStrings(this.activeLocale).then(() => this.requestUpdate());
  }

  adoptedCallback(): void {
    if (this.shadowRoot) this.#dress(this.shadowRoot);
  }

  protected override createRenderRoot(): ShadowRoot {
    return this.#dress(this.attachShadow({ mode: 'open' }));
  }

  /** Begins to load, whatever `load` says. */
  start(): void {
    this.#start.start();
  }

  /** What it needs to load, by attribute name. */
  protected get requirements(): Readonly<Record<string, string | null | undefined>> {
    const { apiUrl, communityId } = settings();
    return { 'api-url': this.apiUrl || apiUrl, 'community-id': this.communityId || communityId };
  }

  protected get address(): BridgeAddress | undefined {
    const { 'api-url': apiUrl, 'community-id': communityId } = this.requirements;
    return apiUrl && communityId ? { apiUrl, communityId, session: this.session } : undefined;
  }

  /** Whose tokens it sends; undefined where it is a stranger to the bridge. */
  protected get session(): TokenSession | undefined {
    const { getToken, tokenUrl } = settings();
    const source = this.getToken ?? this.tokenUrl ?? getToken ?? tokenUrl;
    return source ? pageSession(source) : undefined;
  }

  protected get hasStarted(): boolean {
    return this.#start.hasStarted;
  }

  /** Undefined where the page's `color-scheme` alone says. */
  protected get scheme(): 'light' | 'dark' | undefined {
    return this.#theme.scheme;
  }

  /** Attributes without which it can't load, and which nothing says. */
  protected get missing(): readonly string[] {
    if (this.demo) return [];
    return Object.entries(this.requirements).flatMap(([name, value]) => (value ? [] : [name]));
  }

  #dress(root: ShadowRoot): ShadowRoot {
    dress(root, (this.constructor as typeof LitElement).elementStyles);
    return root;
  }
}
