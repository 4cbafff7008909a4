import { createContext, useContext } from 'react';
import { type Keymap, usualKeymap } from './keys/keymap.ts';

/** What a person has set for the screen, as it holds from the start. */
export type Settings = { readonly keymap: Keymap };

export const usualSettings: Settings = { keymap: usualKeymap };

const SettingsContext = createContext(usualSettings);
export const SettingsProvider = SettingsContext.Provider;

export const useKeymap = (): Keymap => useContext(SettingsContext).keymap;
