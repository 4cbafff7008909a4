import { useEffect, useState } from 'react';
import type { App } from '../../../app/app.ts';
import type { Config, EngineName } from '../../../app/config.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import { messageOf, UserError } from '../../../errors.ts';
import { Menu } from '../../parts/menu.tsx';
import { fit } from '../../parts/row.tsx';

type Props = {
  readonly app: App;
  readonly width: number;
  readonly active: boolean;
  readonly onChoose: (engine: EngineName) => void;
  readonly onTrouble: (message: string, nextStep: string) => void;
};

/** Which engine shall look: the one that the config names stands first. */
export const EngineMenu = ({ app, width, active, onChoose, onTrouble }: Props) => {
  const [config, setConfig] = useState<Config | null>(null);
  useEffect(() => {
    app.config().then(setConfig, error => {
      const nextStep = error instanceof UserError ? error.nextStep : 'Mend the config file.';
      onTrouble(messageOf(error), nextStep);
    });
  }, [app, onTrouble]);
  return config ? (
    <Menu
      items={toItems(config, width - pointerWidth)}
      isFocused={active}
      onSelect={({ value }) => onChoose(value)}
    />
  ) : null;
};

/** What ink-select-input draws before each label. */
const pointerWidth = 2;

const toItems = ({ engine, openai }: Config, width: number): { label: string; value: EngineName }[] => {
  const items = [
    { label: 'offline: rules on this machine, nothing is sent', value: 'offline' as const },
    { label: `openai: ${openai.model} at ${openai.baseUrl}, asks before it sends`, value: 'openai' as const },
  ];
  return items
    .map(item => ({ ...item, label: fit(oneLine(item.label, 300), width).trimEnd() }))
    .sort((a, b) => Number(b.value === engine) - Number(a.value === engine));
};
