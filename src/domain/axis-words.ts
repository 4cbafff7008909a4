import type { Axis } from './edit-annotation.ts';
import type { Annotation } from './episode.ts';
import { labelName } from './taxonomy.ts';

/** The labels of an axis as people read them. */
export const axisWords = (axis: Axis, { symptom, cause, outcome, resolution }: Annotation): string => {
  switch (axis) {
    case 'symptom': {
      const names = symptom.labels.map(labelName).join(', ');
      return symptom.other ? `${names}: ${symptom.other}` : names;
    }
    case 'cause':
      return cause.labels
        .map(({ label, tier }) => `${labelName(label)}${tier ? ` (${tier})` : ''}`)
        .join(', ');
    case 'outcome':
      return `${labelName(outcome.severity)}${outcome.locus ? ` in ${labelName(outcome.locus)}` : ''}`;
    case 'resolution':
      return `${labelName(resolution.status)}${resolution.resolver ? `, ${labelName(resolution.resolver)}` : ''}`;
  }
};
