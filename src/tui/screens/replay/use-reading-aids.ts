import { useEffect, useMemo, useState } from 'react';
import type { Highlight } from '../../text/code/highlight-spans.ts';
import { hasHyperlinks } from '../../text/hyperlink.ts';
import type { ReadingAids } from './blocks/passage.ts';

/** What turns are drawn with. The grammars come after the first frame: colours are added to lines that stay in place. */
export const useReadingAids = (): ReadingAids => {
  const [highlight, setHighlight] = useState<Highlight | null>(null);
  useEffect(() => {
    let isGone = false;
    import('../../text/code/highlight.ts').then(
      ({ createHighlight }) => !isGone && setHighlight(() => createHighlight()),
      // Code stays readable without colours.
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, []);
  return useMemo(() => ({ links: hasHyperlinks(), highlight }), [highlight]);
};
