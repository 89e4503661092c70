// After a space, after a sign that may break a long word, after a mark between letters (not in a number or a range).
const PIECE = /[^ \u200b]*?(?:[ \u200b]+|(?<=\p{L}{2})[-/_,;.](?=\p{L})|$)/gu;

/** The stretches of a text between two places where a line may end, with the spaces at their ends. */
export function piecesOf(text: string): string[] {
  return (text.match(PIECE) ?? []).filter((piece) => piece !== '');
}
