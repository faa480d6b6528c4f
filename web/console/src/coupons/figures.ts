const FIGURES = ["from", "off", "percent", "cap", "price", "minimum", "perPerson", "total", "budget", "days", "remindDays"];

export const textOf = (data: FormData, name: string) => String(data.get(name) ?? "").normalize("NFKC").trim();

/// Full-width figures are figures, and so is what people put around them; an empty field is no limit. NaN if it is
/// none: it must be said, for sent to the server it would be no limit, too.
export function figureOf(text: string): number | null {
  const plain = text.replace(/^(NT\$|HK\$|\$)/i, "").replace(/[元%次天張組]$/, "").replaceAll(",", "").trim();
  return text === "" ? null : /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/// The first field with something in it that is no figure.
export const oddFigure = (data: FormData) => FIGURES.find((name) => Number.isNaN(figureOf(textOf(data, name)))) ?? null;
