import { Box } from 'ink';
import { Component, type ReactNode } from 'react';
import { sanitise } from '../../domain/sanitise.ts';
import { UserError } from '../../errors.ts';
import { useKeys } from '../keys/use-bindings.ts';
import { style } from '../theme.ts';
import { Row } from './row.tsx';

type Props = { readonly children: ReactNode; readonly onBack: () => void; readonly active: boolean };
type State = { readonly error: unknown };

/** Says what a person can act on in place of the screen that met it; a bug goes on to the top. */
export class ScreenGuard extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof UserError)) throw error;
    return <Trouble error={error} onBack={this.props.onBack} active={this.props.active} />;
  }
}

const Trouble = ({
  error,
  onBack,
  active,
}: {
  readonly error: UserError;
  readonly onBack: () => void;
  readonly active: boolean;
}) => {
  useKeys(onBack, () => {}, active);
  return (
    <Box flexDirection="column">
      <Row text={style('error', sanitise(error.message))} />
      <Row text={sanitise(error.nextStep)} />
      <Row text={style('dim', 'any key goes back')} />
    </Box>
  );
};
