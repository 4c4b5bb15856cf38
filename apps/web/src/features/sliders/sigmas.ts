/** "+0.5 σ", "−1.1 σ", "0 σ". */
export function sigmaText(sigmas: number): string {
  const rounded = Math.round(sigmas * 10) / 10;
  if (rounded === 0) return Math.abs(sigmas) < 0.005 ? '0 σ' : `${signed(sigmas, 2)} σ`;
  return `${signed(rounded, 1)} σ`;
}

/** The same for a screen reader, with the end it leans to. */
export function sigmaWords(sigmas: number, { lowLabel, highLabel }: { lowLabel: string; highLabel: string }) {
  if (sigmas === 0) return 'at rest';
  const end = sigmas < 0 ? lowLabel : highLabel;
  const amount = `${signed(sigmas, 2)} sigma`;
  return end === '' ? amount : `${amount}, towards ${end}`;
}

function signed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 ? `−${digits}` : `+${digits}`;
}
