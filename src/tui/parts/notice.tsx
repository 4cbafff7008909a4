import { oneLine } from '../../domain/sanitise.ts';
import { style } from '../theme.ts';
import { Row } from './row.tsx';

/** One line for what a person should know once; how many more there are stands first, for the line may be cut. */
export const Notice = ({ notices }: { readonly notices: readonly string[] }) => {
  const more = notices.length > 1 ? `1 of ${notices.length} (pushback doctor tells all): ` : '';
  return <Row text={style('mark', `! ${more}${oneLine(notices[0] ?? '', 500)}`)} />;
};
