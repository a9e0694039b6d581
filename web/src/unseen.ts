// Characters that nobody sees, or that change the order in which others are read (docs/protocol.md, § 1, "words").

/** Controls, line and paragraph separators, and the invisible signs that reorder or hide text. */
export const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
