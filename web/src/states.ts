// What a page shows: exactly one state of a box at a time, and values in the slots its words leave open.

/** Shows the elements of `state` inside `box` and hides those of every other; says on the box which one it is. */
export function showState(box: HTMLElement, state: string): void {
  box.dataset["current"] = state;
  // A list inside a form has boxes of its own, each with its own state.
  const places = [...box.querySelectorAll<HTMLElement>("[data-state]")].filter(
    (place) => place.parentElement?.closest("[data-current]") === box,
  );
  if (!places.some((place) => place.dataset["state"] === state)) return;
  for (const place of places) place.hidden = place.dataset["state"] !== state;
}

export const stateOf = (box: HTMLElement): string => box.dataset["current"] ?? "idle";

/** Puts each value into the `[data-slot]`s of its name. */
export function fill(box: ParentNode, values: Readonly<Record<string, string>>): void {
  for (const slot of box.querySelectorAll<HTMLElement>("[data-slot]")) {
    const value = values[slot.dataset["slot"] ?? ""];
    if (value !== undefined) slot.textContent = value;
  }
}

/**
 * Copies the template inside `box` once for each row, into its `[data-slot=list]` or itself, in the place of earlier
 * copies; `finish` may wire each copy.
 */
export function fillList<Row>(box: HTMLElement, rows: readonly Row[], finish: (copy: HTMLElement, row: Row) => void): void {
  const template = box.querySelector("template");
  const list = box.querySelector<HTMLElement>("[data-slot=list]") ?? box;
  for (const child of [...list.children]) if (child !== template) child.remove();
  for (const row of rows) {
    const copy = template?.content.firstElementChild?.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return;
    finish(copy, row);
    list.append(copy);
  }
}
