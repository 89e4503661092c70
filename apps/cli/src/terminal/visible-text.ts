const CONTROL_PICTURES = 0x2400;
const DELETE = 0x7f;
const REPLACEMENT = '\ufffd';

/**
 * What a terminal obeys instead of showing, or what makes a text read otherwise than it is written: control characters
 * (C0, DEL, C1), line and paragraph separators, bidirectional overrides and isolates, halves of surrogate pairs.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text of somebody else's as one line: white space as a space, everything unsafe as a visible mark (`␛`, `�`). */
export function visibleLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(UNSAFE, markOf);
}

/** Text for the screen: line feeds, tabs and the codes in `allowed` stay, everything else unsafe becomes a mark. */
export function visibleText(text: string, allowed: readonly string[]): string {
  return text.replace(UNSAFE, (unsafe, offset: number) => {
    const ours = allowed.some((code) => text.startsWith(code, offset));
    return ours || unsafe === '\n' || unsafe === '\t' ? unsafe : markOf(unsafe);
  });
}

/** JSON in which nothing unsafe is left, and which still reads back as the very same value. */
export function visibleJson(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return json.replace(UNSAFE, (unsafe) =>
    // Outside of strings there are but line feeds, and inside they are escaped already.
    unsafe === '\n' ? unsafe : `\\u${unsafe.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `␛` for the escape character; characters without such a picture share one mark. */
function markOf(unsafe: string): string {
  const code = unsafe.charCodeAt(0);
  if (code === DELETE) return String.fromCharCode(CONTROL_PICTURES + 0x21);
  return code < 0x20 ? String.fromCharCode(CONTROL_PICTURES + code) : REPLACEMENT;
}
