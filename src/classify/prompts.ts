import { axisLabels } from '../domain/taxonomy.ts';
import { classGlosses } from '../domain/turn-label.ts';

/**
 * A prompt file with its `{{axis}}` and `{{pushback}}` placeholders filled from config, so that labels are worded in one place.
 * Throws on any other placeholder: a prompt with a hole must never be sent.
 */
export const fillPrompt = (template: string): string =>
  template.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_whole, axis: string) => {
    const labels = glosses.get(axis);
    if (labels === undefined) throw new Error(`The prompt has an unknown placeholder: {{${axis}}}`);
    return labels;
  });

/**
 * Wraps foreign text between two marks. A mark of ours inside the text is broken up, so that no text can close its
 * own wrapping.
 */
export const wrapData = (label: string, text: string): string =>
  [
    `<<<${label}`,
    text.replace(/<<(?=<\s*(?:END OF\b|SESSION LOG|CLAIM|EPISODE))/gi, '<< '),
    `<<<END OF ${label}`,
  ].join('\n');

const glosses = new Map([
  ...Object.entries(axisLabels).map(
    ([axis, labels]) =>
      [axis, labels.map(({ code, name, gloss }) => `- ${code} ${name}: ${gloss}`).join('\n')] as const,
  ),
  [
    'pushback',
    Object.entries(classGlosses)
      .map(([name, gloss]) => `- \`${name}\`: ${gloss}`)
      .join('\n'),
  ],
]);
