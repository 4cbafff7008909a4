import { countOf } from '../../../domain/count-of.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import { type Turn, turnToolCalls } from '../../../domain/turn.ts';
import { className, style } from '../../theme.ts';
import { spanWords } from './span-words.ts';
import type { TurnMarks } from './turn-marks.ts';

/**
 * Why a turn is taken for pushback, in whole: signs by what they add, what the agent had done, rule and onset, and what a
 * model said of it. Of a turn that only the model takes for pushback that alone.
 */
export const toWhyLines = (
  { pushback, origin, rule, before, said }: TurnMarks,
  nameKeys: (words: string) => string,
): string[] => {
  if (!pushback)
    return said?.label.class
      ? [...modelLines(said), `${fact('rules')}no pushback, or too little to count`]
      : [];
  const { secondary, signals, strength } = pushback;
  const also = secondary.length > 0 ? `, perhaps also ${secondary.map(className).join(' or ')}` : '';
  return [
    `${fact('chance')}${Math.round(strength * 100)} % that it pushes back${also}`,
    ...signals.map(signal => `${fact(signal.kind === 'words' ? 'words' : 'sign')}${signalWords(signal)}`),
    ...(before ? [`${fact('before it')}${actWords(before)}`] : []),
    ...(rule ? [`${fact('rule')}turn ${rule.turn} “${oneLine(rule.sentence, 200)}”`] : []),
    ...(origin?.onset == null
      ? []
      : [
          `${fact('began')}in turn ${origin.onset}${origin.span ? `, ${spanWords(origin.span)} before` : ''}`,
        ]),
    ...modelLines(said),
    style('dim', nameKeys('{accept} says what it is, {reject} that it is no pushback; {why} closes this')),
  ];
};

/** Beside the offline reasons and apart from them: it moved no number here. */
const modelLines = (said: TurnMarks['said']): string[] => {
  if (!said) return [];
  const { class: name, secondary, confidence } = said.label;
  const also = secondary.length > 0 ? `, also ${secondary.map(className).join(', ')}` : '';
  return [
    `${fact('model')}${oneLine(said.model, 60)} says: ${name === null ? 'no pushback' : className(name)}${also} ${style('dim', `${confidence} confidence`)}`,
  ];
};

const fact = (name: string): string => style('bold', name.padEnd(10));

const signalWords = ({
  kind,
  text,
  contribution,
}: NonNullable<TurnMarks['pushback']>['signals'][number]): string => {
  const words = kind === 'words' ? `“${oneLine(text, 200)}”` : oneLine(text, 200);
  if (contribution === undefined) return words;
  return `${words} ${style('dim', `${contribution < 0 ? '−' : '+'}${Math.abs(contribution).toFixed(1)}`)}`;
};

/** What the agent had done in the turn that is answered. */
const actWords = (turn: Turn): string => {
  const calls = turnToolCalls(turn);
  if (calls.length === 0) return 'the agent only talked';
  const failed = calls.filter(({ status }) => status === 'error').length;
  const refused = calls.filter(({ status }) => status === 'rejected').length;
  const kinds = [...Map.groupBy(calls, ({ kind }) => kind)].map(([kind, some]) => `${some.length} ${kind}`);
  return [
    `the agent made ${countOf(calls.length, 'tool call')} (${kinds.join(', ')})`,
    failed > 0 ? `${failed} failed` : '',
    refused > 0 ? `${refused} refused` : '',
  ]
    .filter(part => part !== '')
    .join(', ');
};
