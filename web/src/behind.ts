// What a page does behind the scene, loaded when there is something to do: sends what waits, and watches the book.

export { hurry } from "./outbox.ts";
export { start } from "./witness.ts";
