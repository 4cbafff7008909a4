import { useEffect, useMemo, useState } from 'react';
import { nameKeys } from '../../keys/name-keys.ts';
import { useSettings } from '../../settings.ts';
import { hasHyperlinks } from '../../text/hyperlink.ts';
import { plainReading, type ReadingAids } from './blocks/passage.ts';

/** What is loaded stays for every replay that is opened. */
let loaded: ReadingAids = plainReading;

/** Loads the Markdown parser, which takes a good part of a first frame: before a replay, or after the list is drawn. */
export const loadMarkdown = async (): Promise<ReadingAids> => {
  const { parseMarkdown } = await import('../../text/markdown/parse-markdown.ts');
  if (!loaded.parse) loaded = { ...loaded, links: hasHyperlinks(), parse: parseMarkdown };
  return loaded;
};

/** Loads the grammars of code: they colour lines that are already there. */
const loadHighlight = async (): Promise<ReadingAids> => {
  const { createHighlight } = await import('../../text/code/highlight.ts');
  if (!loaded.highlight) loaded = { ...loaded, highlight: createHighlight() };
  return loaded;
};

/** What turns are drawn with; what is not loaded yet is plain text. */
export const useReadingAids = (): ReadingAids => {
  const [aids, setAids] = useState(loaded);
  useEffect(() => {
    let isGone = false;
    const take = (ready: ReadingAids) => {
      if (!isGone) setAids(ready);
    };
    loadMarkdown()
      .then(take)
      .then(loadHighlight)
      .then(take)
      // What is plain can be read, too.
      .catch(() => {});
    return () => {
      isGone = true;
    };
  }, []);
  const { keymap } = useSettings();
  return useMemo(() => ({ ...aids, nameKeys: words => nameKeys(words, keymap.replay) }), [aids, keymap]);
};
