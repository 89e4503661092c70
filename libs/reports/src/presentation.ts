/** Languages of what the report itself says; what agents wrote stays in theirs. */
export const REPORT_LANGUAGES = ['en', 'de'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

/** How an organisation wants its reports to look. */
export interface Branding {
  readonly name: string;
  /** Base64 of a picture that was checked when it was stored; null for none. */
  readonly logo: { readonly contentType: 'image/png' | 'image/svg+xml'; readonly data: string } | null;
  /** `#rrggbb`, of headings and rules. */
  readonly primaryColour: string;
  /** `#rrggbb`, of what stands out. */
  readonly accentColour: string;
}

/** How a document is shown, whatever the format. */
export interface Presentation {
  readonly language: ReportLanguage;
  readonly branding: Branding | null;
}

export const PLAIN_ENGLISH: Presentation = { language: 'en', branding: null };
