/** What a picture's page is told, in its address. */
export interface PageSettings {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly communityId: string;
  readonly lang: string;
  readonly theme: 'light' | 'dark';
  /** In px. */
  readonly width: number;
  /** In percent. */
  readonly textSize: number;
  /** In percent. */
  readonly longer: number;
  readonly look: string | undefined;
  readonly isSignedIn: boolean;
}
