import { useApp } from 'ink';
import { type ReactNode, useEffect } from 'react';

/** An error that nobody catches leaves the screen first and is told then: said on the screen it would vanish with it. */
export const LastCatch = ({ children }: { readonly children: ReactNode }) => {
  const { exit } = useApp();
  useEffect(() => {
    const leave = (error: unknown) => exit(error instanceof Error ? error : new Error(String(error)));
    process.on('uncaughtException', leave);
    return () => {
      process.off('uncaughtException', leave);
    };
  }, [exit]);
  return children;
};
