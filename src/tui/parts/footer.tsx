import stringWidth from 'string-width';
import { type Bindings, keyLabel } from '../keys/bindings.ts';
import { style } from '../theme.ts';
import { Row } from './row.tsx';

/** The keys worth knowing here, as many as fit, and `?` for the rest where it is a key and no letter. */
export const Footer = ({
  bindings,
  width,
}: {
  readonly bindings: Bindings<unknown>;
  readonly width: number;
}) => <Row text={formatFooter(bindings, width)} />;

export const formatFooter = (bindings: Bindings<unknown>, width: number): string => {
  const all = Object.values(bindings);
  const help = all.some(({ keys }) => keys.includes('?')) ? [`${style('accent', '?')} help`] : [];
  let line = help.join('');
  const cells: string[] = [];
  for (const { keys, help: words } of all.filter(binding => binding.inFooter)) {
    cells.push(`${style('accent', keyLabel(keys[0] ?? ''))} ${words}`);
    const longer = [...cells, ...help].join(' · ');
    if (stringWidth(longer) > width) break;
    line = longer;
  }
  return line;
};
