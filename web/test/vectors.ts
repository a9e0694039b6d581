// The vectors that TypeScript and Rust both read.

import { readFileSync } from "node:fs";

export const vectors = <T>(file: string): T => JSON.parse(readFileSync(`../tests/vectors/${file}`, "utf8")) as T;
