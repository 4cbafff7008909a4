import taxonomy from '../../config/taxonomy.json' with { type: 'json' };

/** A code of one axis with the words that people, prompts and reports read. Source: the study's annotation guide. */
export type Label = { readonly code: string; readonly name: string; readonly gloss: string };

export const symptomCodes = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'] as const;
export const causeCodes = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7'] as const;
export const severityCodes = ['DS0', 'DS1', 'DS2', 'DS3', 'DS4'] as const;
export const locusCodes = ['DL1', 'DL2', 'DL3', 'DL4'] as const;
export const statusCodes = ['RS1', 'RS2'] as const;
export const resolverCodes = ['RV1', 'RV2', 'RV3'] as const;
export const evidenceTiers = ['direct', 'contextual', 'speculative'] as const;

export type Symptom = (typeof symptomCodes)[number];
export type Cause = (typeof causeCodes)[number];
export type Severity = (typeof severityCodes)[number];
export type Locus = (typeof locusCodes)[number];
export type Status = (typeof statusCodes)[number];
export type Resolver = (typeof resolverCodes)[number];
export type EvidenceTier = (typeof evidenceTiers)[number];

/** Every label of an axis, in the study's order. */
export const axisLabels: Readonly<Record<keyof typeof taxonomy, readonly Label[]>> = taxonomy;

const names = new Map(
  Object.values(axisLabels)
    .flat()
    .map(({ code, name }) => [code, name]),
);

/** What people call a label: `S3` is `Developer Constraint Violation`. */
export const labelName = (code: string): string => names.get(code) ?? code;
