import { type Bindings, keyLabel } from './bindings.ts';

/**
 * Puts keys into words that name actions: `{takeBack} takes it back`. An action without a key is named as the palette
 * finds it; braces around anything else stay.
 */
export const nameKeys = (words: string, bindings: Bindings<unknown>): string =>
  words.replace(/\{(\w+)\}/g, (written, name: string) =>
    Object.hasOwn(bindings, name)
      ? (keyOf(bindings, name) ?? `${keyOf(bindings, 'palette') ?? ''}${name}`)
      : written,
  );

const keyOf = (bindings: Bindings<unknown>, name: string): string | undefined =>
  bindings[name]?.keys.map(keyLabel)[0];
