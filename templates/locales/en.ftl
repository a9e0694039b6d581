### Language: English
### Plain words; the terms are those of the libre currency community.

language-name = English

## Numbers, moments, durations
percentage = { $number }%
clock = { $hour }:{ $minute }
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
date-and-clock = { $date }, { $clock }
weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
  }
on-weekday = { $weekday } { $then }
ago-now = just now
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-days = { $count ->
    [one] yesterday
   *[other] { $count } days ago
  }
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
duration-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
  }
every-days = { $count ->
    [one] every day
   *[other] every { $count } days
  }
every-hours = { $count ->
    [one] every hour
   *[other] every { $count } hours
  }
every-minutes = { $count ->
    [one] every minute
   *[other] every { $count } minutes
  }
every-seconds = { $count ->
    [one] every second
   *[other] every { $count } seconds
  }
remains-seconds = { $seconds } s
remains-minutes = { $minutes } min { $seconds }
remains-hours = { $hours } h { $minutes }
remains-days = { $days } d { $hours } h
count-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
  }
count-members-among = { $count ->
    [one] { $count } of them a member
   *[other] { $count } of them members
  }
count-listings = { $count ->
    [0] no listing
    [one] { $count } listing
   *[other] { $count } listings
  }
count-accounts = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
  }
count-entries = { $count ->
    [one] { $count } entry, latest first
   *[other] { $count } entries, latest first
  }

## Around every page
skip = Skip to content
rehearsal = Rehearsal: nothing counts here
market-closed = The market is closed: nothing moves any more, and everybody keeps what they have.
nav-label = Places of the market
nav-market = Market
nav-pay = Pay
nav-offer = Offer
nav-me = Me
nav-book = The book
nav-accounts = Accounts
nav-organise = Organise
nav-enter = Come in
balance-label = My balance:
amounts-in = Amounts in
language-label = Language
dividend-short = UD
dividend-long = Universal dividend
honest = This is not Ğ1: it is a local libre currency, not convertible.
honest-way = Discover the real Ğ1
outbox = waiting: it will leave by itself as soon as the market answers.
outbox-title = What you sent
outbox-kind = { $kind ->
    [payment] Payment
    [joining] Your arrival
    [key] Leave for a phone to sign
    [revocation] A phone stopped
    [departure] End of membership
    [listing] Listing
    [withdrawal] A listing taken down
    [admission] Admission
    [door] Door
    [tempo] Tempo
    [erasure] Erasure of your texts
   *[opening] Opening
  }
outbox-pending = Waiting: signed and kept in this phone, it will leave by itself, once only.
outbox-now = Try now
outbox-discard = Seen
outbox-text = The text you signed
toast-paid = You have been paid.
toast-see = See the receipt
optional = (optional)
choose = Choose…
copied = (copied)
save = Save
pages-label = Pages
pages-newer = Later
pages-older = Earlier
pages-more = More

## Signing: where it stands
state-signing = Signing…
state-sending = Sending…
state-waiting = Waiting. The market does not answer for now: your signed document is kept in this phone and will leave by itself, once only.
state-again = Try again
state-no-key = This phone has no key for this account.
state-no-key-way = Find my account again with my card
state-no-storage = This browser refuses to keep your key (private browsing?). Open this page in an ordinary window.
state-receipt-bad = The receipt does not verify. Do not rely on it: show this screen at the welcome desk.
invalid-any = Nothing was sent: look again at what is pointed out.
invalid-name = From 1 to 40 letters, without invisible ones.
invalid-amount = Write a number with at most two decimals: 12 or 12.50.
invalid-price = Write a number, or choose “pay what you want” or “no price”.
invalid-photo = This photo could not be read or sent. Take another one, or publish without a photo.
invalid-memo = At most 140 letters.
invalid-text = At most twelve lines of 200 letters.
invalid-reevaluation = Choose a re-evaluation at least as long as the tempo.
no-script = Everything can be read here without JavaScript, but signing needs it. Turn it on, or ask the welcome desk to do it with you.

## The door
door-title = Enter the market
door-have-card = I already have a card
door-have-card-hint = I find my account again with my twelve words
door-first-time = This is my first time
door-name = What shall we call you?
door-name-hint = A first name or a nickname is enough. Others will see it, and you can have it erased.
door-enter = Come in
door-done = Welcome! Your account is open.
door-known = This phone already has an account in this market. Here it is.
door-grant = You will have { $amount } at once: your share of the money, like everyone.
door-soon = You will receive your share of the money with the next dividend, like everyone.
door-admission = The welcome desk lets you in with one touch, then you receive your share of the money, like everyone.
waiting-title = At the welcome desk
waiting-hello = Hello { $name }!
waiting-why = Your account is ready. Someone at the welcome desk is about to let you in: give them a wave.
waiting-compare = The welcome desk sees these same characters beside your name: it is you.
waiting-by-itself = This page moves on by itself.
waiting-look = See my account
waiting-market = Look at the market meanwhile

## An account found again
restore-title = I already have a card
restore-lead = Your twelve words open your account on this phone, even if the old one is lost.
restore-words = Your twelve words, in order
restore-words-hint = Without accents if you like; the first four letters of each word are enough.
restore-open = Open my account
restore-word-number = Word no.
restore-word-wrong = is not in the list.
restore-word-perhaps = Perhaps
restore-slip = These twelve words exist, but do not belong together. Most likely one of them is to be mended:
restore-checksum = These twelve words exist, but do not belong together: one stands for another, or the order has changed. Read your card again.
restore-count-is = Words written:
restore-count-wanted = Twelve are needed.
restore-unknown-account = It would open the account
restore-go-on = Go to my account
restore-unknown = This phrase opens no account of this market.
restore-unknown-now = Nothing was created. Read each word and their order again; one word may stand for another. Otherwise, go to the welcome desk with your card.
restore-done = Welcome back. This phone can now pay for you.
restore-lost = A lost phone?
restore-lost-hint = These phones can still pay with your account. Stop those you no longer have.
restore-qr = Do you have the card’s QR? Simply point this phone’s camera at it.
restore-none = I have no card

## The rescue card
card-title = My rescue card
card-lead = These twelve words are your money. If this phone disappears, they open your account again. Nobody else has them.
card-rule = Whoever reads these words has my money. Keep at home, show to nobody.
card-print = Print
card-copy = Copy
card-hand = Copy the words by hand, with their numbers, on paper: that is the safest. Or print them.
card-ask = Written down? Let us check
card-ask-why = Write here three words read from your paper. Then the twelve words are erased from this phone: your paper alone will have them.
card-word = Word no.
card-wrong = One of these words does not match. Read your paper again, take your time.
card-covered = The card is covered while you answer: read the words from your paper.
card-prove = It is written down
card-safe = Your card is right: put it away. Its words are no longer in this phone, which goes on paying as before.
card-none = There is no card to make in this phone: either it is made already, and its twelve words are on your paper alone; or your account was opened on another phone, and it is made there.

## The alarm of a phone that holds two heads which contradict each other (on every page)
alarm-title = This book is not the same any more
alarm-forked = The market’s laptop shows a book that does not continue the one this phone has verified: something already written has been changed. Two books have been signed.
alarm-shorter = The market’s laptop shows a shorter book than the one this phone has verified: the end was taken away, or it is an old copy.
alarm-key = The book that the market’s laptop shows is signed by another key than the one this phone knows.
alarm-wait = Exchange nothing for now: what you pay might be missing from the other book.
alarm-tell = Say it aloud around you. The other phones see it too, or will.
alarm-compare = Compare with the check words on the flipchart and on other phones. This one keeps, signed:
alarm-head = entries:
alarm-keep = Keep the evidence:
alarm-download = Download the evidence
alarm-text = The evidence as text
alarm-text-hint = Anybody can check it on another computer: gune audit --evidence gune-evidence.txt

## My account
me-title = My account
member = member
members = Members
simple-account = simple account
organiser = organiser
banner-red = Your money is only in this phone.
banner-red-why = Make your rescue card: two minutes, one sheet of paper, and you can no longer lose it.
banner-red-go = Make my card
banner-green = Card made.
banner-green-why = If this phone is lost, your twelve words open your account again.
me-stopped = This phone was stopped.
me-stopped-why = It shows your account, but can sign nothing any more. If it is yours, open the account again with your card.
me-next = Another { $amount } for you in
me-no-next = No dividend is planned for now: the tempo has stopped.
me-not-member = You are not a member: as soon as the desk lets you in, you will create your share of the money.
me-pay = Pay
me-collect = Collect
me-movements = What came, what went
me-no-movements = Nothing yet. Your first dividend will come here by itself.
me-statement = My whole statement
me-listings = My listings
me-no-listings = You have no listing yet. What would you like to offer, or to find?
me-finished = Those that are over
me-offer = New listing
me-keys = My phones
me-keys-hint = Each has its own key, with a limit. A lost phone never costs more than its limit.
me-card = My rescue card
me-leave = Leaving
me-leave-how = I no longer want to be a member
me-leave-hint = You will receive no more dividends. You keep what you have, and the welcome desk can bring you back.
me-leave-do = End my membership
me-leave-done = Done. Thank you for coming.
movement-in = Received
movement-out = Paid
movement-refund = given back
key-since = since { $when }
key-limit = up to { $limit }
key-lost = Lost, stolen, lent?
key-revoke = Stop this phone
key-revoke-hint = It will not be able to sign any more, and this cannot be undone. Your money does not move.
key-words = Your twelve words (the main key is on your card alone)
key-revoked = This phone can no longer sign.
key-is-revoked = Stopped: it signs no more.

## Being forgotten
me-texts = My texts
me-texts-hint = Your name, your words and your listings can be forgotten; the accounts stay right.
erase-title = Erase my texts
erase-lead = What you have written here can be forgotten. The book keeps a mere fingerprint of it, and is checked without it.
erase-goes = What goes
erase-name = Your name, { $name }.
erase-name-then = Everywhere, all that is seen will be
erase-name-gone = Your name is erased already: all that is seen is
erase-memos = The words of your payments,
erase-memos-why = for you as for those whom you paid.
erase-listings = Your listings and their photos,
erase-listings-why = those on the market as well as the old ones.
erase-account = Your account, your balance, your phones and your card do not change. What you write afterwards stays, until you ask again.
erase-stays = What stays, and nobody can erase
kept-amounts = The amounts between the keys.
kept-amounts-why = The book still says which address paid which other, when and how much. Whoever knows that this address is yours will still know.
kept-paper = Paper.
kept-paper-why = Cards, receipts, notes, photos of the wall.
kept-copies = What others have seen.
kept-copies-why = A page kept in a browser, a screenshot, a memory.
kept-backups = Backups made before.
kept-backups-why = They still hold your texts. Ask the welcome desk to destroy them, or to replace them by a new one.
kept-others = The words that others wrote to you.
kept-others-why = They are theirs: only they can have them erased.
kept-phones = This phone forgets what it had sent, too. Another of your phones still keeps what it has sent itself (your name, your words, your listings): it forgets them after a week, when it opens a page of the market. And what still waits there to be sent would arrive after your request, and so stay: let it send everything first.
erase-sure = Decided?
erase-receipt = You sign a request that enters the book. Its receipt, which anybody can check, proves that you made it and that the market carried it out.
erase-understood = I understand.
erase-understood-hint = This cannot be undone: nobody, not even the welcome desk, can give these texts back.
erase-do = Erase my texts
erase-done = Erased. The receipt opens.
erased-title = Receipt of erasure no. { $index }
erased-lead = The personal texts of this account were erased at its request. This stands in the book, which is checked without them.
erased-who = Account
erased-texts = Names and words signed until then, all erased
erased-listings = Listings and photos
erased-all = all erased

## My dividend explained
explained-title = Where my dividend comes from
explained-why = Nobody lends the money here: each member creates the same share of it, at the same moment, without doing anything.
explained-how = The arithmetic, with today’s numbers
explained-ratio = The dividend is { $growth } of what a person has on average, and never less than the first one ({ $first }).
explained-g1 = The rule of Ğ1: at each re-evaluation, the dividend grows by c² times the average per member, spread over the period.
explained-g1-v1 = The first rule of Ğ1, for study: as today’s, with the supply of one re-evaluation earlier, rounded up.
explained-result = So each member creates { $amount } each time, which is { $period } of the average.
explained-share = Your balance is now { $share } of the average. Without exchanging, everyone slowly comes nearer to it: that is what the dividend does.
supply = Money supply
per-head = Average per member
growth = Growth

## The market
market-title = The market
market-next = Next dividend in
market-search = Search the listings
market-search-go = Search
market-categories = Shelves
market-sorts = Sorts of listings
market-listings = Listings
market-empty = The market awaits its first listing.
market-nothing = No listing matches.
market-all = See all
market-first = Offer something
market-more = See more
tile-new = new
tile-closed = closed
category-name = { $category ->
    [all] All
    [food] Food
    [skills] Skills
    [objects] Objects
    [clothes] Clothes
    [culture] Culture
    [garden] Garden
    [children] Children
   *[other] Other
  }
sort-name = { $sort ->
    [all] All
    [want] I look for
    [gift] I give
    [swap] I swap
    [help] Helping hand
   *[offer] I offer
  }
sort-short = { $sort ->
    [want] wanted
    [gift] gift
    [swap] swap
    [help] helping hand
   *[offer] offer
  }
price-libre = Pay what you want
price-libre-hint = You give what seems right to you, zero included.
price-none = { $sort ->
    [gift] Gift
    [swap] Swap
    [help] Helping hand
    [want] To be agreed
   *[offer] To be agreed
  }
listing-photo = Photo: { $title }
listing-who = Who
listing-category = Shelf
listing-quantity = Quantity
listing-stand = Stand
listing-since = Since
listing-pay = Pay { $name }
listing-want-hint = { $name } is looking for this, and pays whoever brings it. You have it? Go and offer it, then show them this QR:
listing-bring = I have it: get paid
listing-swap-hint = A swap goes from hand to hand: go and see { $name }. If a difference remains, it is paid here.
listing-gift-hint = Nothing to pay: go and see { $name }, then say here that you take it.
listing-take = I take it
listing-closed = This listing is closed.
listing-change = Change
listing-withdraw = Take this listing down
listing-withdraw-hint = It will leave the market. What was paid stays in the book.
listing-withdraw-do = Take down
listing-withdrawn = The listing is taken down.
offer-title = New listing
offer-change = Change my listing
offer-sort = It is…
offer-what = In a few words, what?
offer-price = Price
offer-price-in = Count the price in
price-in = { $kind ->
    [units] in { $unit }
    [UD] in UD
    [libre] pay what you want
   *[none] no price
  }
offer-price-hint = A UD is worth { $dividend } today. A price in UD keeps its meaning while the money grows.
offer-photo = A photo
offer-photo-hint = Optional: without one, a drawing of the shelf stands in. The place and date recorded in the photo are wiped.
offer-photo-sending = Sending the photo…
offer-text = A few details
offer-quantity = How many are there?
offer-stand = Stand no.
offer-do = Put on the market
offer-change-do = Save
offer-done = Your listing is on the market.
offer-public = The whole market will see this listing. You can take it down whenever you like.

## Paying, collecting, giving back
pay-entry-title = Pay someone
pay-entry-camera = With the camera
pay-entry-camera-ask = The other person touches “Collect”: a black and white square appears on their screen.
pay-entry-camera-open = Open your phone’s camera, the one for photos, and point it at that square.
pay-entry-camera-touch = Touch the link that appears: the page to pay opens, in their name.
pay-entry-code = Or else, type their short code
pay-entry-code-hint = They see it on their “Collect” screen.
pay-entry-unknown = No account has the code “{ $code }”. Nothing was paid; read it again together.
pay-entry-go = Continue
pay-entry-recent = Paid before
pay-entry-collect = I want to collect
pay-title = Pay { $name }
pay-whom = You pay
pay-check = The last three characters must be the same on their screen.
pay-for = For
pay-amount = How much?
pay-fixed = The listing’s price, that is { $also }.
pay-have = You have { $balance }.
pay-units = That makes
pay-missing = You lack { $amount } for this price. Wait for a dividend, or agree on another amount.
pay-other-amount = Pay another amount
pay-free-hint = It is a gift: leave zero, or put what you would like to give in return.
pay-memo = A word
pay-memo-hint = Visible to both of you and to participants, never in the book; erasable.
pay-do = Pay { $name }
pay-done = Paid. Here comes the receipt.
pay-known = It was already in the book: nothing left twice. Here is the receipt.
pay-document = The exact text I sign
pay-document-hint = What you read here is, letter for letter, what will enter the book.
collect-title = Collect
collect-camera = The other person points their phone’s camera at this square.
collect-code = No camera? My short code
collect-link = Or send the link
collect-ask = Ask for an amount
collect-do = Make the QR
receipt-title = Receipt no. { $index }
receipt-pending = Entered as number { $index }, { $when }.
receipt-true = True, entered as number { $index }, { $when }.
receipt-false = This receipt does not verify. Keep this screen and show it at the welcome desk.
receipt-from = From
receipt-to = To
receipt-when = When
receipt-listing = Listing
receipt-memo = A word
receipt-refund-of = Gives back
receipt-back = My account
receipt-print = Print
receipt-keep = Keep as a file
receipt-proof = The proof, for whoever wants to verify elsewhere
receipt-proof-hint = These lines verify without trusting this market, with “gune audit” or any other tool for the tlog-proof format.
refund-title = Give back all or part
refund-hint = You can give { $name } back all or part of this payment: up to { $amount }.
refund-amount = How much to give back?
refund-do = Give back
refund-done = Given back.

## Checking a receipt
check-title = Check a receipt
check-lead = A receipt is checked in this phone: its signature, its place in the book, and that this book is the one you know.
check-text = The receipt
check-text-hint = Paste all its lines, or what a phone has read in its QR code: they are the same.
check-file = Or its file
check-photo = A receipt on paper or on a screen?
check-photo-hint = A photo of its code is read at the page that verifies. It is one file and works without a network: once opened, it needs the market’s computer no more.
check-photo-do = Verify a photo
check-photo-here = This is a picture: photos are read at the page that verifies.
check-do = Check
check-pending = Checking…
check-true-hint = The signature, the place in the book and its head are right, and it is the book that this phone knows.
check-alone-hint = The signature and the place in the book are right. The market does not answer: this phone could not see whether its book of today continues this head.
check-forked = This receipt is rightly signed, but of another book than today’s.
check-forked-hint = One key has signed two books that do not go together. Keep this receipt, show it, and compare the check words aloud.
check-false = False: these lines were changed, or were not signed by this key.
check-false-hint = Paste them again, whole. If the verdict stays, do not trust this receipt.
check-foreign = This receipt is of another market:
check-foreign-hint = Open it at that market’s address, or in its one-file verifier.
check-unread = This is no receipt. Paste all its lines, from “c2sp.org/tlog-proof@v1” to the signature.
check-no-script = To check here, the browser must be allowed to run this page’s scripts.

## The book
book-title = The book
book-lead = Everything that moves money is written here, in order, once and for all. Anyone can read it all and count it all again.
book-head = { $size } entries, the last one on { $when }. Fingerprint:
check-words = Check words
check-words-at = Check words, { $size } entries, { $when }:
check-words-of = Check words ({ $size } entries):
check-words-compare = Compare words noted down
compare-title = Compare
compare-lead = You noted six check words on a paper, a flipchart, a receipt? See whether they are those of a head of this book, and when.
compare-words = The six words, in order
compare-words-hint = In French or English, without accents if you like; the first four letters will do.
compare-do = Compare
compare-count = Words read: { $count }. Six are needed.
compare-unknown = Word no. { $position }: “{ $word }” is in neither of the two lists. Look at your paper again.
compare-found = Yes: these words are those of this book at { $size } entries, on { $when }.
compare-present = That is its present head: nothing was added since.
compare-since = { $count ->
    [one] Since then { $count } entry was added; none of those before has changed.
   *[other] Since then { $count } entries were added; none of those before has changed.
  }
compare-last = See the last entry of that moment
compare-almost = Almost: word no. { $position } is another.
compare-almost-hint = This book at { $size } entries, on { $when }, has the five other words, and “{ $word }” in this place. Look at your paper again: if it really says something else, it is not this head.
compare-absent = No head of this book has these words.
compare-absent-hint = First read them again. If they were noted rightly and come from this market, then the book shown that day is not this one: say so aloud, and compare with the receipts in the phones and with “gune audit”.
compare-now = Right now, { $size } entries
check-words-hint = These six words sum up the whole book: were a single line changed, they would be others. Compare them with another screen.
book-entries = Latest entries
book-entries-all = All entries
book-all = All entries
entries-none = The book is empty.
chart-table = The numbers
watch-phones-none = No phone keeps this head yet.
watch-count = { $current ->
    [one] Seen and signed by { $current } phone out of { $registered }.
   *[other] Seen and signed by { $current } phones out of { $registered }.
  }
watch-behind = The others are in a pocket, switched off or gone.
watch-more = What this means
watch-phones-title = Every phone is a witness
watch-what = Each participant’s phone remembers the last head of the book that it has verified, asks for the proof that the next one continues it, and signs it with a key that serves for nothing else. If the market’s laptop showed another book, or a shorter one, the phones that look would say so within a minute and keep the evidence: two signed heads that contradict each other.
watch-how = A phone is counted when somebody of the book vouches for its key. It is up to date if it has signed everything that is older than two minutes.
watch-cosignatures = Signatures of the phones
watch-keys = Keys of the phones
audit-title = Check without trusting us
audit-hint = On any computer, the same program reads the whole book again and counts every signature, every dividend and the sum:
audit-checkpoint = Signed head
audit-key = The book’s key
entry-number = Entry no. { $index }
entry-text = The very text
entry-text-hint = The first line is the time at which the book received it. The rest is, letter for letter, what the person signed.
entry-by-rule = Nobody signs a dividend: it follows from the rule, and anyone can compute it again.
entry-personal = Beside the book
entry-personal-hint = Names and words are not in the book, which only keeps a fingerprint of them: they can be erased and the book stays right.
entry-erased = { $count ->
    [one] One personal text was erased.
   *[other] { $count } personal texts were erased.
  }
entry-people = Who
entry-proof = The proof that it is in the book
personal-name = { $kind ->
    [memo] A word
   *[name] Name
  }
kind-name = { $kind ->
    [opening] opening
    [joining] joining
    [admission] admission
    [departure] departure
    [door] door
    [key] key
    [revocation] key stopped
    [payment] payment
    [tempo] tempo
    [dividend] dividend
    [erasure] erasure
   *[other] entry
  }
accounts-none = No account yet.
name-erased = Name erased
account-since = Account opened on { $when }
account-pay = Pay
account-statement = Statement
account-no-movements = Nothing in this account yet.
account-listings = Listings
account-address = Whole address

## The wall
projector-title = On the wall
projector-next = Next dividend
projector-side = Coming in, exchanges and needs
projector-enter = Enter the market
projector-wifi = Wi-Fi
projector-then = then
projector-exchanges = Exchanges
projector-no-exchange = The first exchanges will show here.
projector-needs = Wanted
balances-title = Balances relative to the average
balances-hint = one line a person; in gold, the latest to come
balances-hint-points = one dot a person; the lines begin at the next dividend
balances-waits-people = The market waits for the first people: they will have their place here at the dividend that follows.
balances-waits = At the next dividend, everybody takes their place here, beside the average.
balances-waits-paused = The tempo is paused: at the dividend that follows, everybody takes their place here.
balances-never = Nobody was here for a dividend: there is no line to show.
balances-mean = average
balances-without = no exchanges
balances-description = Each line is a person’s balance divided by the average per member, from dividend to dividend. The dotted curve shows what an account that exchanges nothing would be.
tempo = Tempo
tempo-paused = The tempo is paused
tempo-ended = No more dividends planned
tempo-closed = The market is closed
poster-title = Poster
poster-print = Print the poster
poster-lead = A market where everyone creates the same share of the money, without doing anything.
poster-wifi = Enter the Wi-Fi
poster-password = password
poster-address = Point your camera at this square
poster-step-name = Say your name.
poster-step-name-hint = A first name is enough, no e-mail.
poster-step-create = Receive your share.
poster-step-create-hint = It grows by itself.
poster-step-exchange = Offer, look, pay.
poster-step-exchange-hint = Point your camera at the other’s square.
poster-step-card = Make your card.
poster-step-card-hint = One sheet, and nothing is lost.
poster-no-phone = No phone? Just as welcome: go to the welcome desk.

## Opening a market
wizard-title = Open a market
wizard-lead = A few answers, one signature, and people can come in. The settings offered suit an afternoon.
wizard-where = The market
wizard-market = Its name
wizard-market-hint = It will be on the wall, on the cards, on the receipts.
wizard-place = Its place
wizard-organiser = Your name
wizard-organiser-hint = You will be the one who lets people in. Your key is made in this browser.
wizard-money = The money
wizard-unit = Name of the unit
wizard-unit-hint = Short: it follows every amount.
wizard-first = First dividend
wizard-first-hint = What each person creates the first time. The number does not matter, its growth does.
wizard-period = A dividend
wizard-period-hint = The market’s heartbeat. Ten minutes leave time to exchange.
wizard-end = Until
wizard-end-hint = Then the room’s rhythm stops.
wizard-after = After that
wizard-after-hint = The money can go on more slowly, until the next market.
wizard-advanced = Rule and growth
wizard-rule = How the dividend grows
rule-ratio = A share of the average.
rule-ratio-hint = Each dividend is a fixed share of the average per member. One sees the money live within an hour.
rule-g1 = Like Ğ1.
rule-g1-hint = Grows in steps, at each re-evaluation.
rule-g1-v1 = Like Ğ1 in its early days.
rule-g1-v1-hint = For study: in steps too, with the supply of the step before.
wizard-growth = Growth
wizard-growth-steps = At each re-evaluation the dividend grows by as much, shared over the dividends in between.
wizard-growth-hint = At 10%, an account that does not move has come half the way to the average in about seven dividends.
wizard-reevaluation = Re-evaluation
wizard-reevaluation-hint = The time between two steps, never shorter than the tempo. In an afternoon, an hour lets one see the steps.
no-end = No end
no-after = No more dividends
growth-each = { $percent } each dividend
growth-g1 = c² = { $percent } each re-evaluation
growth-g1-v1 = c = { $percent } each re-evaluation
growth-ours = { $growth } (that of Ğ1)
wizard-sign = Sign the opening
wizard-sign-hint = These answers become the first line of the book. The money stands on them: only the tempo can still change.
wizard-door = Leave the door open.
wizard-door-hint = Whoever arrives is a member at once. You can shut it.
wizard-member = I am a member too.
wizard-member-hint = I create my share like everybody.
wizard-open = Open the market
wizard-done = The market is open.
opened-title = The market is open
opened-lead = Its first line is written and signed.
opened-copy = Copy these six words onto the flipchart
opened-copy-hint = At closing time they will be found again in the book: nobody, not even you, will have been able to rewrite its beginning.
opened-then = And now
opened-card = Make your rescue card
opened-card-hint = With it, the market outlives this computer.
opened-welcome = Welcome people
opened-welcome-hint = The door is open; you can shut it, and let each person in with one touch.
opened-door = Open the door
opened-door-hint = Or let each person in with one touch.
opened-poster = Print the poster
opened-poster-hint = The QR, the Wi-Fi, and how it works, step by step.
opened-projector = Project the wall
opened-projector-hint = People come in through { $address }.

## Organising
organise-title = The welcome desk
organise-waiting = They are waiting
organise-nobody = Nobody is waiting.
organise-nobody-open = Nobody is waiting: the door is open.
organise-admit = Let in
organise-admit-all = Let everyone in
organise-door-open = The door is open
organise-door-shut = The door is shut
organise-door-open-hint = Whoever arrives is a member at once.
organise-door-shut-hint = Whoever arrives waits until you let them in.
organise-open = Let everyone in until I say stop
organise-shut = Shut the door
organise-members = Who is here
organise-no-members = No member yet.
organise-end = End a membership
organise-end-hint = The person keeps what they have, but receives no more dividends. It is written in the book, and you can bring them back.
organise-end-who = Who
organise-end-do = End the membership
organise-again = Bring somebody back
organise-again-hint = These people have been members. They will receive the dividend again.
organise-again-do = Bring back
organise-done = It is written in the book.
organise-known = It was already written in the book.
organise-wall = For the room
organise-projector = The wall
organise-poster = The poster
organise-wifi = The room’s Wi-Fi
organise-wifi-hint = It will be a QR on the poster. None of it goes into the book.
wifi-name = Network name
wifi-password = Password
tempo-pause = Pause
tempo-resume = Resume
tempo-reopen = Open the market again
tempo-change = Change the tempo
tempo-change-do = Change the tempo
tempo-running = A dividend { $every }.
tempo-running-until = A dividend { $every } until { $end }.
tempo-running-then = A dividend { $every } until { $end }, then { $after }.
close-title = Close the market
close-hint = No more payments, no more dividends. The book stays readable, and you can open again another day.
close-do = Close the market

## When something goes wrong
sorry-because = Why
sorry-now = What to do
sorry-code = Code for the welcome desk:
missing-title = There is nothing here
missing-why = This address leads nowhere, or what was here has been taken down.
missing-now = Check the address, or go back to the market.
broken-title = The market has a problem
broken-why = The server could not answer. What is already in the book stays there.
broken-now = Wait a moment and reload. If it lasts, tell the welcome desk.
unopened-title = The market is not open yet
unopened-why = The organisers are getting it ready.
unopened-now = Come back in a moment: this page lets you in as soon as it is ready.

## Refusals: what, why, what to do
refusal-not-opened = The market is not open yet
    .why = Its book has no first line yet.
    .now = Wait until the organisers open it, then try again.
refusal-already-opened = This market is already open
    .why = A book is opened only once.
    .now = Come in through the door like everyone.
refusal-wrong-currency = This document is for another market
    .why = The currency it names is not the one here.
    .now = Reload the page and start again here.
refusal-moment-decreases = The market’s clock went backwards
    .why = The book takes no time earlier than its last line.
    .now = Tell the welcome desk: the computer’s clock must be set right.
refusal-dividend-due = A dividend must come first
    .why = It was due at this very moment.
    .now = Try again right away.
refusal-document-expired = This document comes too late
    .why = It was valid only until a certain time, so as not to surprise you.
    .now = Nothing moved. Make it again if you still want it.
refusal-market-closed = The market is closed
    .why = The organisers closed it: nothing moves any more.
    .now = Your balance is safe. Come back to the next market.
refusal-unknown-account = This account does not exist here
    .why = This market’s book does not know it.
    .now = Come in through the door, or find your account again with your card.
refusal-account-exists = This account already exists
    .why = It was already opened with this key.
    .now = Go to “Me”: it awaits you.
refusal-key-taken = This key is already in use
    .why = A key belongs to one account only, for ever.
    .now = Start again: a new key will be made.
refusal-key-not-authorised = This phone cannot sign for this account
    .why = Its key was not authorised there.
    .now = Find your account again with your card.
refusal-key-revoked = This key was stopped
    .why = You, or someone with your card, stopped it. It does not come back.
    .now = Find your account again with your card to authorise this phone.
refusal-key-ended = This key has had its time
    .why = It was valid only until a certain date.
    .now = Find your account again with your card to make a new one.
refusal-number-used = This number was used before
    .why = Each document bears a greater number than the one before.
    .now = Reload the page and start again.
refusal-not-organiser = Only organisers can do this
    .why = This account is not among those who opened the market.
    .now = Ask the welcome desk.
refusal-role-missing = This key does not have this right
    .why = It was authorised for something else.
    .now = Do it with another of your devices, or with your card.
refusal-owner-only = The rescue card is needed
    .why = Only the main key, the card’s, can do this.
    .now = Find your account again with your twelve words, then start again.
refusal-too-many-accounts = The market is full
    .why = A book holds at most a hundred thousand accounts.
    .now = Tell the welcome desk.
refusal-unknown-member = This person has no account here
    .why = The book does not know this address.
    .now = They must come in through the door first.
refusal-already-member = This person is already a member
    .why = They have already been welcomed.
    .now = There is nothing to do.
refusal-supply-full = The money has reached its limit
    .why = A greater number would not fit in the book.
    .now = Tell the organisers: it takes a slower tempo or a new market.
refusal-not-member = This person is not a member
    .why = Their membership has already ended, or never began.
    .now = There is nothing to do.
refusal-nothing-changes = It is already so
    .why = The door is already in this state.
    .now = Reload the page to see how it stands.
refusal-bad-key = This key is not valid
    .why = It does not meet the rules of the book.
    .now = Start again: a new key will be made.
refusal-end-past = This date is already past
    .why = The end of a key must be yet to come.
    .now = Choose a later date.
refusal-too-many-keys = This account has too many keys
    .why = Sixteen at most, stopped ones included.
    .now = Go on with a device already authorised, or see the welcome desk.
refusal-unknown-key = This account does not have this key
    .why = It was never authorised there.
    .now = Reload the list of your phones.
refusal-pay-oneself = One does not pay oneself
    .why = This is your own account.
    .now = Check whom you want to pay.
refusal-unknown-payee = This account does not exist here
    .why = The book does not know the person to be paid.
    .now = Nothing was paid. Read the code again together.
refusal-zero-amount = The amount is zero
    .why = Zero only makes sense for a pay-what-you-want listing.
    .now = Give an amount.
refusal-unknown-payment = This payment cannot be found
    .why = It does not exist, or is too old to be given back this way.
    .now = Make an ordinary payment to the person.
refusal-refund-not-payer = One gives back only to the person who paid
    .why = This payment came from someone else.
    .now = Start again from the receipt.
refusal-refund-not-payee = This payment was not for you
    .why = Only the person who received it can give it back.
    .now = Make an ordinary payment if you want to give.
refusal-refund-too-much = That is more than remains to be given back
    .why = One does not give back more than one received.
    .now = Give a smaller amount.
refusal-balance-too-small = Your balance is not enough
    .why = This amount is more than you have.
    .now = Nothing was paid. Wait for a dividend, or agree on another amount.
refusal-limit-passed = This phone’s limit is reached
    .why = It protects your money should the phone be lost.
    .now = Wait for the next period, or pay after opening your account with your card.
refusal-malformed = This document is badly written
    .why = One of its lines is not as the book expects it.
    .now = Reload the page and start again.
refusal-not-canonical = This document is not written exactly
    .why = The book takes only one way of writing each thing.
    .now = Reload the page and start again.
refusal-unknown-kind = This kind of document is unknown
    .why = This market cannot read it.
    .now = Reload the page; it may be older than the market.
refusal-too-large = This is too long
    .why = What you send is over the size allowed.
    .now = Make it shorter, or choose a lighter photo.
refusal-bad-signature = The signature is not right
    .why = It does not match the text and the key.
    .now = Nothing moved. Reload the page and start again.
refusal-number-reused = This number is taken by another document
    .why = The same key signed something else under this number.
    .now = Reload the page and start again.
refusal-text-mismatch = The text changed on its way
    .why = The name or the word does not match what was signed.
    .now = Nothing moved. Start again.
refusal-text-missing = A text is missing
    .why = The document announces a name or a word that did not come with it.
    .now = Nothing moved. Start again.
refusal-too-many-requests = A little too fast
    .why = Many requests came from here in a short time.
    .now = Wait a minute, then try again.
refusal-busy = It is crowded
    .why = The market has more to write than it can at this moment.
    .now = Your document is kept and will leave again by itself.
refusal-listing-unknown = This listing does not exist
    .why = It was never on the market, or was erased.
    .now = Go back to the market.
refusal-listing-closed = This listing is closed
    .why = None is left, or it was taken down.
    .now = Nothing was paid. Ask the person whether they have more.
refusal-listing-not-yours = This listing is not yours
    .why = Only the person who made it can touch it.
    .now = Choose one of your listings.
refusal-head-unknown = This book does not have that head
    .why = The head that this phone has signed is not of this book: it saw another one, or more entries than there are here.
    .now = Nothing is recorded. The phone keeps the signed head: compare the check words with those on the flipchart.
refusal-witness-unknown = This phone is not known as a witness
    .why = No key of the book vouches for its witness key, or the one that did has been stopped.
    .now = Open a page of the market with your account: the phone presents itself.
refusal-time-ahead = This signature comes from the future
    .why = Its time is more than five minutes ahead of the market’s.
    .now = Set the clock of the phone, or of the market’s laptop.
refusal-photo-unknown = The photo did not arrive
    .why = The market does not have the picture that the listing names.
    .now = Choose the photo again.
refusal-wrong-price = The price has changed
    .why = The amount is not the listing’s at this moment.
    .now = Nothing was paid. Reload the page to see today’s price.
refusal-dividend-not-due = No dividend is due
    .why = A dividend falls at its hour, neither before nor after.
    .now = Have the book audited: this line has no place in it.
refusal-dividend-wrong = This dividend is not the right one
    .why = Its figures are not those of the rule.
    .now = Have the book audited: this line has no place in it.
refusal-wrong-log = This document names another book
    .why = The key of the book it names is not this server’s.
    .now = Reload the opening page and start again.
refusal-organisers-link = This needs the organiser’s link
    .why = Only whoever started the program may do this.
    .now = Open the private link that the program showed when it started.
refusal-too-many-listings = You have a hundred listings already
    .why = That is the most an account may keep open.
    .now = Take one down, then try again.
refusal-not-a-picture = This is not a picture that can be read
    .why = The file is not JPEG, PNG or WebP, or it is damaged or too large.
    .now = Take another photo, or publish without one.
refusal-stopped = The market has stopped writing
    .why = The computer’s disk refused a write. Nothing that was confirmed is lost.
    .now = Tell the desk: the program has to be restarted.

## What an entry says

says-opening = Opening: { $market }
says-joining = { $name } arrives
says-admission = { $names }: a member from now on
says-leaving = { $name } leaves the circle of members
says-departure = { $name } is no longer a member
says-door-open = The door opens: whoever arrives is a member
says-door-shut = The door shuts: whoever arrives waits at the desk
says-key = { $name } authorises a phone
says-revocation = { $name } stops a phone
says-erasure = { $name } has their texts erased
says-tempo = Tempo: a dividend { $every }
says-pause = The tempo is paused
says-closing = The market closes
says-dividend = { $members ->
    [one] Dividend no. { $rank } for { $members } member
   *[other] Dividend no. { $rank } for { $members } members
  }
movement-dividend = Dividend no. { $rank }
movement-grant = Welcome dividend
limit-each = { $most } { $every }
chart-description = { $title }, from dividend to dividend; { $count ->
    [one] { $count } point
   *[other] { $count } points
  }. The numbers are in the table.
chart-rank = Dividend
chart-when = When
rank-short = UD { $rank }
none = None
collect-qr = Code to pay { $name }
address-qr = Code to enter the market: { $address }
poster-wifi-qr = Code to join the network { $name }
problem-line = It shows on line { $line }.
problem-amount = The most possible: { $amount } (≈ { $also }).

## In the terminal

serve-open = The market is open. Enter it with a phone on the same network:
serve-unopened = The program runs, but the market is not open yet: open it first by the private link below. Then people come in with a phone on the same network:
serve-organiser = The organiser’s private link (show it to nobody):
serve-stop = Ctrl-C stops the program; nothing is lost, it goes on from the same point.

## Rehearsal

demo-market = The workshop’s market (rehearsal)
demo-place = Roubaix
demo-unit = Gune
demo-lead = This is a rehearsal: the people are simulated (seed { $seed }), their keys and signatures are real. The door stays open: come with your phone.
demo-passing = Its book is in a passing folder, which is deleted at the end: { $folder }
demo-kept = Its book is kept in { $folder }
demo-occupied = { $folder } holds a book already. A rehearsal begins a new one: choose another folder.
demo-stop = Ctrl-C stops the rehearsal.
demo-line = { $hour } · { $what }
demo-opens = { $name } opens “{ $market }”
demo-comes = { $name } arrives
demo-admits = { $name } admits { $names }
demo-opens-door = { $name } opens the door: whoever comes is a member at once
demo-bell = UD no. { $rank }: { $amount } for { $members }
demo-lists = { $name } · { $sort }: { $title }
demo-takes-down = { $name } takes a listing down: { $title }
demo-pays = { $payer } → { $payee }: { $amount }
demo-pays-for = { $payer } → { $payee }: { $amount }, { $what }
demo-gives-back = { $name } gives { $amount } back to { $payer }
demo-pauses = { $name } calls a break: dividends wait
demo-resumes = { $name }: the break is over, dividends go on
demo-leaves = { $name } goes home
demo-refused = { $line } (refused: { $why })
demo-unexpected = { $line } (this was not planned: { $why })
demo-over = The story is over.
demo-goes-on = The market stays open for whoever wants to look at it. Ctrl-C stops it.
demo-counts = { $people } people, { $listings } listings, { $payments } payments, { $returned } given back.
demo-counts-beside = { $refused } refused as meant, { $looks } pages looked at, { $unexpected } surprises.
demo-entries = { $entries } entries in { $seconds } s.
demo-broken = The rehearsal stopped: { $why }
