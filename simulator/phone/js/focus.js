// Where the keyboard is: what can take focus, and how a popup keeps it and gives it back.

const REACHABLE = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex='0']";

/** Visible elements inside `root` that Tab visits, in order. */
export function reachable(root) {
  return [...root.querySelectorAll(REACHABLE)].filter((element) => element.getClientRects().length > 0);
}

/** Keep Tab inside `root` for one keydown event. */
export function trapTab(event, root) {
  if (event.key !== "Tab") return;
  const stops = reachable(root);
  if (stops.length === 0) return;
  const first = stops[0];
  const last = stops[stops.length - 1];
  const leavesBackwards = event.shiftKey && document.activeElement === first;
  const leavesForwards = !event.shiftKey && document.activeElement === last;
  if (!leavesBackwards && !leavesForwards) return;
  event.preventDefault();
  (leavesBackwards ? last : first).focus();
}

/** Remember the focused element; the returned function gives focus back, or to `fallback()` if it is gone. */
export function rememberFocus(fallback) {
  const before = document.activeElement;
  return () => {
    const target = before && before.isConnected && before !== document.body ? before : fallback();
    if (target) target.focus({ preventScroll: true });
  };
}
