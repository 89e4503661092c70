export const AUDIENCES = ['cto', 'cfo', 'ciso', 'engineering', 'operations'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The reports that a run gives: three for everybody, and a summary for each audience. */
export const TEMPLATE_IDS = ['executive', 'technical', 'full', ...AUDIENCES] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];
