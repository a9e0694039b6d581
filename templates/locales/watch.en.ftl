## Witnesses of a book (the book's page)
witnesses-title = Witnesses
witnesses-hint = Other associations cosign the head of this book. Rewriting it, even with its key, would show at their places.
witnesses-checkpoint = The last head cosigned
witness-cosigned = Head no. { $size } cosigned by { $name }, { $when }.
witness-nothing = { $name } has not cosigned anything yet.
witness-away = Absent since { $since }.
witness-unknown-log = Does not know this book: give it the book’s key (since { $since }).
witness-not-trusted = Knows this book under another key, and declines (since { $since }).
witness-inconsistent = Declines: this book does not continue the one it has seen (since { $since }).
witness-ahead = Says it has cosigned { $size } entries: this book would be an old copy (since { $since }).
witness-unsound = Answers something else than a valid cosignature (since { $since }).
witness-declines = Declines, answer { $status } (since { $since }).

## A witness of other books (gune witness)
watch-title = Witness { $name }
watch-key = Verifier key: { $key }
watch-none = No book is watched yet. Add one: gune witness --log '<key of the book>'
watch-log = Book { $origin }
watch-nothing = Nothing cosigned yet.
watch-cosigned = Head no. { $size }, cosigned { $when }
watch-unproved = Declined: head no. { $size }, shown { $when }, signed by this book, with no proof that it continues the one before
watch-words = Check words: { $words }
watch-file = This head as a file, for gune audit --head: { $path }
watch-conflict = CONTRADICTION: this book has signed two heads no. { $size }. The second was shown { $when }. Here are both:
watch-open = The witness { $name } is ready. Books watched: { $count }. It is reached here:
watch-line = To be watched, a market writes this line into keys/witnesses (the folder of its keys), and starts again:
watch-page = What it has seen can be read at the same addresses. Ctrl-C stops it; nothing is lost.
watch-key-made = A key was made for this witness, in { $path }. Keep it with this folder, and never put back an old copy of either.
watch-key-named = This witness has a name already: { $name }. The name of a witness does not change.
watched-by = This book has witnesses: { $names }.
