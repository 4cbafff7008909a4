/** Platt scaling: the slope and shift that turn scores into log-odds which match how often the label holds. */
export const fitPlatt = (
  scores: readonly number[],
  labels: readonly number[],
): { readonly slope: number; readonly shift: number } => {
  let slope = 1;
  let shift = 0;
  // Newton's steps on two numbers; they settle within ten.
  for (let round = 0; round < 25; round += 1) {
    let [gradSlope, gradShift, slopeSlope, slopeShift, shiftShift] = [0, 0, 1e-6, 0, 1e-6];
    for (const [index, score] of scores.entries()) {
      const chance = 1 / (1 + Math.exp(-(slope * score + shift)));
      const error = chance - (labels[index] ?? 0);
      const curve = chance * (1 - chance);
      gradSlope += error * score;
      gradShift += error;
      slopeSlope += curve * score * score;
      slopeShift += curve * score;
      shiftShift += curve;
    }
    const determinant = slopeSlope * shiftShift - slopeShift * slopeShift;
    slope -= (shiftShift * gradSlope - slopeShift * gradShift) / determinant;
    shift -= (slopeSlope * gradShift - slopeShift * gradSlope) / determinant;
  }
  return { slope, shift };
};
