## Contrôle du livre (gune audit)
verdict-book = « { $market } », { $place }
verdict-opened = Ouvert le { $when } (temps universel)
verdict-entries = Écritures relues, signatures et règles vérifiées : { $count }
verdict-entries-since = Écritures relues, règles vérifiées : { $count } ; signatures vérifiées : celles des { $checked } dernières. Les { $trusted } premières sont celles de la tête gardée dans { $file } : leurs signatures n’ont pas été revérifiées, vous vous fiez au contrôle fait alors.
verdict-people = Comptes : { $accounts } ; membres : { $members }
verdict-dividends = Dividendes recalculés : { $count } ; le dernier : { $amount }
verdict-dividends-none = Dividendes : aucun encore ; le premier sera de { $amount }
verdict-payments = Paiements : { $count }
verdict-supply = Masse monétaire : { $supply } ; somme des soldes : { $supply }
verdict-erasures = Effacements demandés et inscrits : { $count }
verdict-erased = Textes personnels effacés : { $count } (le livre se vérifie sans eux)
verdict-remembered = Tête gardée, retrouvée dans ce livre : { $file }
verdict-first-words = Premiers mots de contrôle : { $words }
verdict-last-words = Mots de contrôle, { $size } écritures : { $words }
verdict-duration = Relu en { $seconds } s.
verdict-right = La somme tombe juste.
verdict-wrong = Ce livre est faux.
verdict-line = Écriture n° { $line } : { $reason }
verdict-lines = Écritures n° { $first } à { $last } : { $reason }
verdict-before = Tout ce qui précède l’écriture n° { $line } est juste.
verdict-unreadable = Rien à contrôler : { $reason }

## Preuves gardées par un téléphone (gune audit --evidence)
evidence-log = Têtes signées, dit le fichier, par { $origin } :
evidence-head = { $size } écritures : { $words }.
evidence-unsigned = { $size } écritures : la clé de ce livre n’a pas signé cette tête, elle ne compte pas.
evidence-held = Ce livre a cette tête.
evidence-other = Ce livre n’a pas cette tête : à cette taille il en a une autre.
evidence-beyond = Ce livre s’arrête avant.
evidence-other-log = Le livre donné est signé par une autre clé : il ne dit rien de ces têtes.
evidence-two-books = C’est prouvé : la même clé a signé deux livres différents. Deux têtes ont le même nombre d’écritures et pas les mêmes mots.
evidence-another-book = C’est prouvé : la clé de ce livre a signé une tête qu’il n’a pas. Un autre livre a été montré.
evidence-shorter-book = La clé de ce livre a signé plus d’écritures qu’il n’en a : la fin a été ôtée, ou c’est une vieille copie.
evidence-one-book = Ces têtes sont d’un seul et même livre : rien n’est prouvé contre lui.
evidence-nothing = À lui seul, ce fichier ne prouve rien : il faut deux têtes signées de même taille. Donnez aussi le livre : gune audit --evidence FICHIER LIVRE

## Ce qui peut être faux
wrong-shape = ce n’est pas une écriture.
wrong-document = le document n’est pas écrit comme il doit l’être (sa ligne { $line }).
wrong-document-whole = le document n’est pas écrit comme il doit l’être.
wrong-signature = la signature n’est pas celle de la clé qui est nommée.
wrong-rule = les règles du livre refusent cette écriture. { $what } ({ $code }).
wrong-rule-code = les règles du livre refusent cette écriture ({ $code }).
wrong-missing = il manque au livre ce qui devrait être là.
wrong-column = la colonne « { $column } » du fichier ne dit pas ce que dit l’écriture.
wrong-uncovered = aucune tête signée ne couvre ces écritures.
wrong-chain = la tête qui les couvre ne suit pas la tête d’avant.
wrong-root = la tête signée n’est pas celle de ces écritures : au moins l’une d’elles, ou la tête, a été changée.
wrong-head-signature = la tête n’est pas signée par la clé que nomme l’ouverture du marché.
wrong-text = le texte personnel gardé à côté n’est pas celui que la personne a signé.
wrong-kept = le texte personnel gardé à côté est encore là, alors que son compte l’a fait effacer plus loin dans le livre.
wrong-sum = la somme des soldes n’est pas la masse monétaire.
wrong-forgotten = le livre s’arrête avant une tête déjà montrée, gardée dans { $file }. La fin a été ôtée, ou c’est une vieille copie.
wrong-forked = ce n’est pas le livre dont la tête est gardée dans { $file } : il a été réécrit.
wrong-foreign = ce que garde { $file } n’est pas signé par la clé de ce livre.
wrong-log-key = la clé servie avec le livre n’est pas celle que nomme l’ouverture du marché.
wrong-trailing = quelque chose suit la dernière écriture.
wrong-tile = { $tile } manque, ou n’est pas ce que font les écritures.
wrong-file = le fichier est abîmé. SQLite dit : { $words }

## Ce qui ne se lit pas
unreadable-path = { $path } ne se lit pas ({ $why }).
system-not-found = il n’existe pas
system-denied = vous n’en avez pas le droit
unreadable-no-book = { $path } ne contient pas de livre.
unreadable-too-new = ce livre a été écrit par une version plus récente du programme.
unreadable-empty = le marché n’est pas encore ouvert, le livre est vide.
unreadable-not-a-head = { $path } n’est ni une tête ni un reçu.
unreadable-not-evidence = { $path } n’est pas une preuve gardée par un téléphone.
unreadable-network = le marché ne répond pas : { $why }

## Clé, copies
log-key-made = Une clé a été créée pour signer les têtes du livre.
log-key-named = Cette clé a déjà un nom : { $name }. Le nom d’un livre ne change pas.
log-key-verifier = Clé de vérification, à montrer à tout le monde :
log-key-private = La clé privée est dans { $path }. Qui la copie peut écrire un autre livre à votre place : gardez-la pour vous, et gardez-en une copie à part.
log-key-readable = Attention : d’autres utilisateurs de cet ordinateur peuvent lire { $path }. Faites : chmod 600 { $path }
export-done = { $count } écritures copiées dans { $path }. À contrôler avec : gune audit { $path }
export-paper = Pour lire ou imprimer : { $path }/book.txt
export-book-lead = Chaque écriture est précédée de son numéro. Ce qui suit la ligne « at: » est, lettre pour lettre, ce que la personne a signé.
backup-done = Le livre est copié dans { $path }. À contrôler avec : gune audit { $path }
backup-without-keys = La clé du livre et la dernière tête montrée (le dossier des clés) n’y sont pas : copiez-les à part, ailleurs.
command-failed = Ce n’est pas fait : { $why }
