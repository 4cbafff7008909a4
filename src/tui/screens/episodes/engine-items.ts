import type { Config, EngineName } from '../../../app/config.ts';
import { oneLine } from '../../../domain/sanitise.ts';

export type EngineItem = { readonly label: string; readonly value: EngineName };

/** Which engine shall look: the one that the config names stands first. */
export const toEngineItems = ({ engine, openai }: Config): EngineItem[] => {
  const items: EngineItem[] = [
    { label: 'offline: rules on this machine, nothing is sent', value: 'offline' },
    {
      label: oneLine(`openai: ${openai.model} at ${openai.baseUrl}, asks before it sends`, 300),
      value: 'openai',
    },
  ];
  return items.sort((a, b) => Number(b.value === engine) - Number(a.value === engine));
};
