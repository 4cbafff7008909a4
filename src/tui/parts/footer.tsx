import stringWidth from 'string-width';
import { type Bindings, keyLabel } from '../keys/bindings.ts';
import { style } from '../theme.ts';
import { useNotice } from './notice.ts';
import { fit, Row } from './row.tsx';
import { useTrail } from './trail.ts';

/**
 * What a person was just told, until the next key; else the keys worth knowing here, as many as fit, and help for the
 * rest where it has a key, and at the right where one is.
 */
export const Footer = ({
  bindings,
  width,
}: {
  readonly bindings: Bindings<unknown>;
  readonly width: number;
}) => {
  const notice = useNotice();
  const trail = useTrail();
  if (notice !== null) return <Row text={style('mark', notice)} />;
  const room = width - stringWidth(trail) - 2;
  if (room < leastForKeys) return <Row text={formatFooter(bindings, width)} />;
  return <Row text={`${fit(formatFooter(bindings, room), room)}  ${style('dim', trail)}`} />;
};

/** Below so many columns the keys are worth more than where one is, which the first line tells too. */
const leastForKeys = 48;

export const formatFooter = (bindings: Bindings<unknown>, width: number): string => {
  const helpKey = bindings.help?.keys[0];
  const help = helpKey === undefined ? [] : [`${style('accent', keyLabel(helpKey))} help`];
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
