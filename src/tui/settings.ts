import { createContext, useContext } from 'react';
import type { App } from '../app/app.ts';
import type { ThemeName } from '../app/config.ts';
import { messageOf } from '../errors.ts';
import { type Keymap, usualKeymap } from './keys/keymap.ts';
import { resolveKeymap } from './keys/resolve-keymap.ts';

/** What a person has set for the screen. */
export type Settings = {
  readonly keymap: Keymap;
  readonly theme: ThemeName;
  /** Does the config name the theme? Then it holds again at the next start, whatever is tried. */
  readonly isThemeFixed: boolean;
  readonly mouse: boolean;
};

export const usualSettings: Settings = {
  keymap: usualKeymap,
  theme: 'terminal',
  isThemeFixed: false,
  mouse: true,
};

/** The settings, and what a person should be told about them: what of their config could not be followed. */
export type LoadedSettings = { readonly settings: Settings; readonly notices: readonly string[] };

/** Reads the config. One that is wrong never keeps the screen shut: it is told, and the usual settings hold. */
export const loadSettings = async (app: Pick<App, 'config' | 'keptTheme'>): Promise<LoadedSettings> => {
  const kept = app.keptTheme() ?? usualSettings.theme;
  try {
    const { keys, theme, mouse } = await app.config();
    const { keymap, problems } = resolveKeymap(keys);
    return {
      settings: { keymap, theme: theme ?? kept, isThemeFixed: theme !== null, mouse },
      notices: problems,
    };
  } catch (error) {
    return {
      settings: { ...usualSettings, theme: kept },
      notices: [`${messageOf(error)} The usual settings hold.`],
    };
  }
};

const SettingsContext = createContext(usualSettings);
export const SettingsProvider = SettingsContext.Provider;

export const useSettings = (): Settings => useContext(SettingsContext);
