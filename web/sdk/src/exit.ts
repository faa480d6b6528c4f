const AFTER_MS = 2_000;
const FLICK_MS = 400;

/// She turns to go: the mouse leaves through the top of the window, or, without a mouse, she flicks up by more than a
/// screen after having read on. Once a page.
export function exitIntent(then: () => void) {
  let url = "";
  let top = { y: 0, at: 0 };
  const began = performance.now();

  function leaves() {
    if (url === location.href || performance.now() - began < AFTER_MS) return;
    url = location.href;
    then();
  }

  document.addEventListener("mouseout", ({ relatedTarget, clientY }) => {
    if (!relatedTarget && clientY <= 0) leaves();
  });
  if (!matchMedia("(hover: none)").matches) return;
  addEventListener(
    "scroll",
    () => {
      const now = performance.now();
      if (scrollY > top.y || now - top.at > FLICK_MS) top = { y: scrollY, at: now };
      else if (top.y - scrollY > innerHeight) leaves();
    },
    { passive: true },
  );
}
