import { createContext, useContext } from 'react';
import { oneLine } from '../../domain/sanitise.ts';

const NoticeContext = createContext<readonly string[]>([]);
/** What a person should know now; the footer tells it until the next key. */
export const NoticeProvider = NoticeContext.Provider;

/** The first notice on one line, how many there are before it, for the line may be cut; null when there is none. */
export const useNotice = (): string | null => {
  const notices = useContext(NoticeContext);
  const [first] = notices;
  if (first === undefined) return null;
  const count = notices.length > 1 ? `1 of ${notices.length} (pushback doctor tells all): ` : '';
  return `${count}${oneLine(first, 500)}`;
};
