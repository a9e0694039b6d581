## Audit of the book (gune audit)
verdict-book = “{ $market }”, { $place }
verdict-opened = Opened on { $when } (universal time)
verdict-entries = Entries read again, signatures and rules checked: { $count }
verdict-entries-since = Entries read again, rules checked: { $count }; signatures checked: those of the last { $checked }. The first { $trusted } are those of the head kept in { $file }: their signatures were not checked again, you rely on the audit made then.
verdict-people = Accounts: { $accounts }; members: { $members }
verdict-dividends = Dividends computed again: { $count }; the last one: { $amount }
verdict-dividends-none = Dividends: none yet; the first will be { $amount }
verdict-payments = Payments: { $count }
verdict-supply = Money supply: { $supply }; sum of all balances: { $supply }
verdict-erasures = Erasures asked for and written down: { $count }
verdict-erased = Personal texts erased: { $count } (the book is checked without them)
verdict-remembered = Remembered head, found again in this book: { $file }
verdict-first-words = First check words: { $words }
verdict-last-words = Check words, { $size } entries: { $words }
verdict-duration = Read in { $seconds } s.
verdict-right = The sum is right.
verdict-wrong = This book is wrong.
verdict-line = Entry no. { $line }: { $reason }
verdict-lines = Entries no. { $first } to { $last }: { $reason }
verdict-before = Everything before entry no. { $line } is right.
verdict-unreadable = Nothing to audit: { $reason }

## Evidence kept by a phone (gune audit --evidence)
evidence-log = Heads signed, so the file says, by { $origin }:
evidence-head = { $size } entries: { $words }.
evidence-unsigned = { $size } entries: this book’s key has not signed that head, it does not count.
evidence-held = This book has that head.
evidence-other = This book does not have that head: at that size it has another.
evidence-beyond = This book ends before it.
evidence-other-log = The book given is signed by another key: it says nothing of these heads.
evidence-two-books = It is proved: the same key has signed two different books. Two heads have the same number of entries and not the same words.
evidence-another-book = It is proved: this book’s key has signed a head that it does not have. Another book was shown.
evidence-shorter-book = This book’s key has signed more entries than it has: the end was taken away, or it is an old copy.
evidence-one-book = These heads are of one and the same book: nothing is proved against it.
evidence-nothing = By itself this file proves nothing: that takes two signed heads of one size. Give the book too: gune audit --evidence FILE BOOK

## What can be wrong
wrong-shape = this is not an entry.
wrong-document = the document is not written as it must be (its line { $line }).
wrong-document-whole = the document is not written as it must be.
wrong-signature = the signature is not that of the key it names.
wrong-rule = the rules of the book refuse this entry. { $what } ({ $code }).
wrong-rule-code = the rules of the book refuse this entry ({ $code }).
wrong-missing = what should be here is missing from the book.
wrong-column = the file’s column “{ $column }” does not say what the entry says.
wrong-uncovered = no signed head covers these entries.
wrong-chain = the head that covers them does not follow the head before.
wrong-root = the signed head is not that of these entries: at least one of them, or the head, was changed.
wrong-head-signature = the head is not signed by the key that the market’s opening names.
wrong-text = the personal text kept beside it is not the one that was signed for.
wrong-kept = the personal text kept beside it is still there, though its account had it erased further on in the book.
wrong-sum = the sum of all balances is not the money supply.
wrong-forgotten = the book ends before a head that was already shown, kept in { $file }. Its end was cut off, or this is an old copy.
wrong-forked = this is not the book whose head is kept in { $file }: it was rewritten.
wrong-foreign = what { $file } keeps is not signed by this book’s key.
wrong-log-key = the key served with the book is not the one that the market’s opening names.
wrong-trailing = something follows the last entry.
wrong-tile = { $tile } is missing, or is not what the entries make it.
wrong-file = the file is damaged. SQLite says: { $words }

## What cannot be read
unreadable-path = { $path } cannot be read ({ $why }).
system-not-found = it does not exist
system-denied = you are not allowed to
unreadable-no-book = { $path } holds no book.
unreadable-too-new = this book was written by a later version of the program.
unreadable-empty = the market is not open yet, the book is empty.
unreadable-not-a-head = { $path } is neither a head nor a receipt.
unreadable-not-evidence = { $path } is not evidence kept by a phone.
unreadable-network = the market does not answer: { $why }

## Key, copies
log-key-made = A key was made to sign the heads of the book.
log-key-named = This key has a name already: { $name }. The name of a book does not change.
log-key-verifier = Verifier key, to be shown to everybody:
log-key-private = The private key is in { $path }. Whoever copies it can write another book in your place: keep it to yourself, and keep one copy elsewhere.
log-key-readable = Careful: other users of this computer can read { $path }. Do: chmod 600 { $path }
export-done = { $count } entries copied to { $path }. To audit them: gune audit { $path }
export-paper = To read or print: { $path }/book.txt
export-book-lead = Each entry comes after its number. What follows the line “at:” is, letter for letter, what the person signed.
backup-done = The book is copied to { $path }. To audit it: gune audit { $path }
backup-without-keys = The book’s key and the last head shown (the keys folder) are not in it: copy them apart, elsewhere.
command-failed = Not done: { $why }
