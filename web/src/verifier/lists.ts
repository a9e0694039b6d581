// Both lists of check words. They stand in this page's script: it can fetch nothing.

import { wordlist as en } from "@scure/bip39/wordlists/english.js";
import { wordlist as fr } from "@scure/bip39/wordlists/french.js";

export const lists = { fr, en } as const;
