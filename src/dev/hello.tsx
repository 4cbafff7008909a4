import { render, Text, useApp, useInput } from 'ink';

/** The least program that Ink can draw and a key can leave: what the start of ours is compared with. */
const Hello = () => {
  const { exit } = useApp();
  useInput(() => exit());
  return <Text>hello</Text>;
};

render(<Hello />, { alternateScreen: true, incrementalRendering: true, interactive: true, maxFps: 120 });
