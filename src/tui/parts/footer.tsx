import { useIsScreenReaderEnabled } from 'ink';
import stringWidth from 'string-width';
import { type Bindings, keyLabel } from '../keys/bindings.ts';
import { style } from '../theme.ts';
import { useNotice } from './notice.ts';
import { fit, Row } from './row.tsx';
import { useTrail } from './trail.ts';

type Place = { readonly at: number; readonly of: number };

/**
 * What a person was just told, until the next key; else the keys worth knowing here, as many as fit, and help for the
 * rest where it has a key, and at the right where one is.
 */
export const Footer = ({
  bindings,
  width,
  place = null,
}: {
  readonly bindings: Bindings<unknown>;
  readonly width: number;
  /** Which of the things that the screen lists is chosen, from 1. */
  readonly place?: Place | null;
}) => {
  const notice = useNotice();
  const trail = useTrail();
  const isSpoken = useIsScreenReaderEnabled();
  if (notice !== null) return <Row text={style('mark', notice)} />;
  const where = whereWords(trail, place);
  // Help alone: keys that are said again after every key would be all that is heard.
  if (isSpoken) return <Row text={[...helpWords(bindings), where.long].join(' · ')} />;
  const right = [where.long, where.short].find(
    (words, at) => width - stringWidth(words) - 2 >= (at === 0 ? leastForKeys : leastForFewKeys),
  );
  if (right === undefined) return <Row text={formatFooter(bindings, width)} />;
  const room = width - stringWidth(right) - 2;
  return <Row text={`${fit(formatFooter(bindings, room), room)}  ${style('dim', right)}`} />;
};

/** Beside the whole trail the keys have at least so many columns, beside its last screen so many. */
const leastForKeys = 48;
const leastForFewKeys = 22;

const whereWords = (trail: readonly string[], place: Place | null): { long: string; short: string } => {
  const { at, of } = place ?? { at: 0, of: 0 };
  const last = `${trail.length > 1 ? '… › ' : ''}${trail.at(-1) ?? ''}`;
  return {
    long: [trail.join(' › '), ...(of > 0 ? [`${at} of ${of}`] : [])].join(' '),
    short: [last, ...(of > 0 ? [`${at}/${of}`] : [])].join(' '),
  };
};

const helpWords = (bindings: Bindings<unknown>): string[] => {
  const key = bindings.help?.keys[0];
  return key === undefined ? [] : [`${style('accent', keyLabel(key))} help`];
};

export const formatFooter = (bindings: Bindings<unknown>, width: number): string => {
  const help = helpWords(bindings);
  let line = help.join('');
  const cells: string[] = [];
  for (const { keys, help: words } of Object.values(bindings).filter(
    binding => binding.inFooter && binding.keys.length > 0,
  )) {
    cells.push(`${style('accent', keyLabel(keys[0] ?? ''))} ${words}`);
    const longer = [...cells, ...help].join(' · ');
    if (stringWidth(longer) > width) break;
    line = longer;
  }
  return line;
};
