/**
 * Put `text` on the clipboard; answers whether that worked. Pages that are not served securely have no
 * clipboard API, so a text box that is already on the page is selected and copied from instead.
 */
export async function copyText(text: string, box: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or no clipboard here: the old way, which needs a selection.
    if (!box) return false;
    box.focus();
    box.select();
    return document.execCommand('copy');
  }
}
