import stringWidth from 'string-width';
import { type Bindings, keyLabel } from '../keys/bindings.ts';
import { style } from '../theme.ts';
import { useNotice } from './notice.ts';
import { Row } from './row.tsx';

/** What a person was just told, until the next key; else the keys worth knowing here, as many as fit, and help for the rest where it has a key. */
export const Footer = ({
  bindings,
  width,
}: {
  readonly bindings: Bindings<unknown>;
  readonly width: number;
}) => {
  const notice = useNotice();
  return <Row text={notice === null ? formatFooter(bindings, width) : style('mark', notice)} />;
};

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
