### Language: French
### Vouvoiement, mots de tous les jours ; les termes viennent de la communauté de la monnaie libre.

language-name = Français

## Nombres, moments, durées
percentage = { $number } %
clock = { $hour } h { $minute }
date = { $day } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
  } { $year }
date-and-clock = { $date }, { $clock }
weekday = { $day ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
  }
on-weekday = { $weekday } { $then }
ago-now = à l’instant
ago-minutes = il y a { $count } min
ago-hours = il y a { $count } h
ago-days = { $count ->
    [one] hier
   *[other] il y a { $count } jours
  }
duration-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
  }
duration-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
  }
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
duration-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
  }
every-days = { $count ->
    [one] chaque jour
   *[other] tous les { $count } jours
  }
every-hours = { $count ->
    [one] chaque heure
   *[other] toutes les { $count } heures
  }
every-minutes = { $count ->
    [one] chaque minute
   *[other] toutes les { $count } minutes
  }
every-seconds = { $count ->
    [one] chaque seconde
   *[other] toutes les { $count } secondes
  }
remains-seconds = { $seconds } s
remains-minutes = { $minutes } min { $seconds }
remains-hours = { $hours } h { $minutes }
remains-days = { $days } j { $hours } h
count-members = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
  }
count-members-among = { $count ->
    [one] dont { $count } membre
   *[other] dont { $count } membres
  }
count-listings = { $count ->
    [0] aucune annonce
    [one] { $count } annonce
   *[other] { $count } annonces
  }
count-accounts = { $count ->
    [one] { $count } compte
   *[other] { $count } comptes
  }
count-entries = { $count ->
    [one] { $count } écriture, de la plus récente à la plus ancienne
   *[other] { $count } écritures, de la plus récente à la plus ancienne
  }

## Autour de chaque page
skip = Aller au contenu
rehearsal = Répétition : ici, rien ne compte
market-closed = Le marché est fermé : plus rien ne bouge, chacun garde ce qu’il a.
nav-label = Lieux du marché
nav-market = Marché
nav-pay = Payer
nav-offer = Proposer
nav-me = Moi
nav-book = Le livre
nav-accounts = Les comptes
nav-organise = Organiser
nav-enter = Entrer
balance-label = Mon solde :
amounts-in = Montants en
language-label = Langue
dividend-short = DU
dividend-long = Dividende universel
honest = Ceci n’est pas la Ğ1 : c’est une monnaie libre locale, non convertible.
honest-way = Découvrir la vraie Ğ1
outbox = en attente : cela partira tout seul dès que le marché répondra.
outbox-title = Vos envois
outbox-kind = { $kind ->
    [payment] Paiement
    [joining] Votre arrivée
    [key] Autorisation d’un téléphone
    [revocation] Arrêt d’un téléphone
    [departure] Fin d’adhésion
    [listing] Annonce
    [withdrawal] Retrait d’une annonce
    [admission] Adhésion
    [door] Porte
    [tempo] Tempo
    [erasure] Effacement de vos textes
   *[opening] Ouverture
  }
outbox-pending = En attente : signé, gardé dans ce téléphone, il partira tout seul, une seule fois.
outbox-now = Essayer maintenant
outbox-discard = C’est vu
outbox-text = Le texte signé
toast-paid = Vous avez reçu un paiement.
toast-see = Voir le reçu
optional = (facultatif)
choose = Choisir…
copied = (copié)
save = Enregistrer
pages-label = Pages
pages-newer = Plus récentes
pages-older = Plus anciennes
pages-more = La suite

## Signer : où en est-on
state-signing = Je signe…
state-sending = J’envoie…
state-waiting = En attente. Le marché ne répond pas pour l’instant : votre document signé est gardé dans ce téléphone et partira tout seul, une seule fois.
state-again = Réessayer
state-no-key = Ce téléphone n’a pas de clé pour ce compte.
state-no-key-way = Retrouver mon compte avec ma carte
state-no-storage = Ce navigateur refuse de garder votre clé (navigation privée ?). Ouvrez cette page dans une fenêtre ordinaire.
state-receipt-bad = Le reçu ne se vérifie pas. Ne vous y fiez pas : montrez cet écran à l’accueil.
invalid-any = Rien n’est parti : relisez ce qui est signalé.
invalid-name = De 1 à 40 lettres, sans caractère invisible.
invalid-amount = Écrivez un nombre, avec deux décimales au plus : 12 ou 12,50.
invalid-price = Écrivez un nombre, ou choisissez « prix libre » ou « sans prix ».
invalid-photo = Cette photo n’a pas pu être lue ou envoyée. Prenez-en une autre, ou publiez sans photo.
invalid-memo = 140 lettres au plus.
invalid-text = Douze lignes de 200 lettres au plus.
invalid-reevaluation = Choisissez une réévaluation au moins aussi longue que le tempo.
no-script = Tout se lit ici sans JavaScript, mais signer en a besoin. Activez-le, ou demandez à l’accueil de le faire avec vous.

## La porte
door-title = Entrer au marché
door-have-card = J’ai déjà une carte
door-have-card-hint = Je retrouve mon compte avec mes douze mots
door-first-time = C’est ma première fois
door-name = Comment vous appelle-t-on ?
door-name-hint = Un prénom ou un surnom suffit. Les autres le verront, et vous pourrez le faire effacer.
door-enter = Entrer
door-done = Bienvenue ! Votre compte est ouvert.
door-known = Ce téléphone a déjà un compte sur ce marché. Le voici.
door-grant = Vous aurez tout de suite { $amount }, votre part de la monnaie, comme tout le monde.
door-soon = Vous recevrez votre part de la monnaie dès le prochain dividende, comme tout le monde.
door-admission = L’accueil vous fera entrer d’un geste, puis vous recevrez votre part de la monnaie, comme tout le monde.
waiting-title = À l’accueil
waiting-hello = Bonjour { $name } !
waiting-why = Votre compte est prêt. Une personne de l’accueil va vous faire entrer : faites-lui signe.
waiting-compare = L’accueil voit ces mêmes caractères à côté de votre nom : c’est bien vous.
waiting-by-itself = Cette page avance toute seule.
waiting-look = Voir mon compte
waiting-market = Regarder le marché en attendant

## Retrouver son compte
restore-title = J’ai déjà une carte
restore-lead = Vos douze mots ouvrent votre compte sur ce téléphone, même si l’ancien est perdu.
restore-words = Vos douze mots, dans l’ordre
restore-words-hint = Sans accents si vous voulez ; les quatre premières lettres de chaque mot suffisent.
restore-open = Ouvrir mon compte
restore-word-number = Mot n°
restore-word-wrong = n’est pas dans la liste.
restore-word-perhaps = Peut-être
restore-slip = Ces douze mots existent, mais ne vont pas ensemble. Un seul est sans doute à corriger :
restore-checksum = Ces douze mots existent, mais ne vont pas ensemble : un mot en remplace un autre, ou l’ordre a changé. Relisez votre carte.
restore-count-is = Nombre de mots écrits :
restore-count-wanted = Il en faut douze.
restore-unknown-account = Elle ouvrirait le compte
restore-go-on = Aller à mon compte
restore-unknown = Cette phrase n’ouvre aucun compte de ce marché.
restore-unknown-now = Rien n’a été créé. Relisez chaque mot et leur ordre ; il arrive qu’un mot en remplace un autre. Sinon, allez à l’accueil avec votre carte.
restore-done = Vous revoilà. Ce téléphone peut maintenant payer pour vous.
restore-lost = Un téléphone perdu ?
restore-lost-hint = Ces téléphones peuvent encore payer avec votre compte. Arrêtez ceux que vous n’avez plus.
restore-qr = Vous avez le QR de la carte ? Visez-le simplement avec l’appareil photo de ce téléphone.
restore-none = Je n’ai pas de carte

## La carte de secours
card-title = Ma carte de secours
card-lead = Ces douze mots sont votre argent. Si ce téléphone disparaît, ils rouvrent votre compte. Personne d’autre ne les a.
card-rule = Qui lit ces mots a mon argent. À garder chez soi, à ne montrer à personne.
card-print = Imprimer
card-copy = Copier
card-hand = Recopiez les mots à la main, avec leurs numéros, sur un papier : c’est le plus sûr. Ou imprimez-les.
card-ask = C’est noté ? Vérifions
card-ask-why = Écrivez ici trois mots lus sur votre papier. Ensuite, les douze mots seront effacés de ce téléphone : votre papier seul les aura.
card-word = Mot n°
card-wrong = Un de ces mots ne correspond pas. Relisez votre papier, sans vous presser.
card-covered = La carte est couverte le temps de répondre : lisez les mots sur votre papier.
card-prove = C’est bien noté
card-safe = Votre carte est bonne : rangez-la. Ses mots ne sont plus dans ce téléphone, qui continue de payer comme avant.
card-none = Il n’y a pas de carte à faire dans ce téléphone : soit elle est déjà faite, et ses douze mots ne sont plus que sur votre papier ; soit votre compte a été ouvert sur un autre téléphone, et c’est là qu’elle se fait.

## L’alarme d’un téléphone qui garde deux têtes qui se contredisent (sur toutes les pages)
alarm-title = Ce livre n’est plus le même
alarm-forked = L’ordinateur du marché montre un livre qui ne continue pas celui que ce téléphone a vérifié : quelque chose de déjà écrit a été changé. Deux livres ont été signés.
alarm-shorter = L’ordinateur du marché montre un livre plus court que celui que ce téléphone a vérifié : la fin a été ôtée, ou c’est une vieille copie.
alarm-key = Le livre que montre l’ordinateur du marché est signé par une autre clé que celle que ce téléphone connaît.
alarm-wait = N’échangez plus rien pour le moment : ce que vous payez pourrait manquer dans l’autre livre.
alarm-tell = Dites-le à voix haute autour de vous. Les autres téléphones le voient aussi, ou le verront.
alarm-compare = Comparez avec les mots de contrôle du tableau et des autres téléphones. Celui-ci garde, signées :
alarm-head = écritures :
alarm-keep = Gardez la preuve :
alarm-download = Télécharger la preuve
alarm-text = La preuve en texte
alarm-text-hint = N’importe qui la contrôle sur un autre ordinateur : gune audit --evidence gune-evidence.txt

## Mon compte
me-title = Mon compte
member = membre
members = Membres
simple-account = compte simple
organiser = organisation
banner-red = Votre argent n’est que dans ce téléphone.
banner-red-why = Faites votre carte de secours : deux minutes, un papier, et vous ne pouvez plus le perdre.
banner-red-go = Faire ma carte
banner-green = Carte faite.
banner-green-why = Si ce téléphone se perd, vos douze mots rouvrent votre compte.
me-stopped = Ce téléphone a été arrêté.
me-stopped-why = Il montre votre compte, mais ne peut plus rien signer. Si c’est le vôtre, rouvrez le compte avec votre carte.
me-next = Encore { $amount } pour vous dans
me-no-next = Aucun dividende n’est prévu pour l’instant : le tempo est arrêté.
me-not-member = Vous n’êtes pas membre : dès que l’accueil vous fera entrer, vous créerez votre part de la monnaie.
me-pay = Payer
me-collect = Encaisser
me-movements = Ce qui est venu, ce qui est parti
me-no-movements = Rien encore. Votre premier dividende viendra ici de lui-même.
me-statement = Tout mon relevé
me-listings = Mes annonces
me-no-listings = Vous n’avez pas encore d’annonce. Qu’aimeriez-vous proposer, ou trouver ?
me-finished = Celles qui sont terminées
me-offer = Nouvelle annonce
me-keys = Mes téléphones
me-keys-hint = Chacun a sa propre clé, avec une limite. Un téléphone perdu ne coûte jamais plus que sa limite.
me-card = Ma carte de secours
me-leave = Partir
me-leave-how = Je ne veux plus être membre
me-leave-hint = Vous ne recevrez plus de dividende. Vous gardez ce que vous avez, et l’accueil peut vous faire revenir.
me-leave-do = Ne plus être membre
me-leave-done = C’est fait. Merci d’être venu·e.
movement-in = Reçu
movement-out = Payé
movement-refund = rendu
key-since = depuis le { $when }
key-limit = jusqu’à { $limit }
key-lost = Perdu, volé, prêté ?
key-revoke = Arrêter ce téléphone
key-revoke-hint = Il ne pourra plus rien signer, et cela ne se défait pas. Votre argent ne bouge pas.
key-words = Vos douze mots (la clé principale n’est que sur votre carte)
key-revoked = Ce téléphone ne peut plus rien signer.
key-is-revoked = Arrêté : il ne signe plus.

## Se faire oublier
me-texts = Mes textes
me-texts-hint = Votre nom, vos mots et vos annonces peuvent être oubliés ; vos comptes restent justes.
erase-title = Effacer mes textes
erase-lead = Ce que vous avez écrit ici peut être oublié. Le livre n’en garde qu’une empreinte, et se vérifie sans.
erase-goes = Ce qui s’efface
erase-name = Votre nom, { $name }.
erase-name-then = Partout, on ne verra plus que
erase-name-gone = Votre nom est déjà effacé : on ne voit plus que
erase-memos = Les mots de vos paiements,
erase-memos-why = pour vous comme pour ceux que vous avez payés.
erase-listings = Vos annonces et leurs photos,
erase-listings-why = celles qui sont au marché comme les anciennes.
erase-account = Votre compte, votre solde, vos téléphones et votre carte ne changent pas. Ce que vous écrirez après restera, jusqu’à ce que vous le redemandiez.
erase-stays = Ce qui reste, et que personne ne peut effacer
kept-amounts = Les montants entre les clés.
kept-amounts-why = Le livre dit toujours quelle adresse a payé quelle autre, quand et combien. Qui sait que cette adresse est la vôtre le saura encore.
kept-paper = Le papier.
kept-paper-why = Cartes, reçus, notes, photos du mur.
kept-copies = Ce que d’autres ont vu.
kept-copies-why = Une page gardée dans un navigateur, une copie d’écran, une mémoire.
kept-backups = Les sauvegardes d’avant.
kept-backups-why = Elles contiennent encore vos textes. Demandez à l’accueil de les détruire, ou de les remplacer par une neuve.
kept-others = Les mots que d’autres vous ont écrits.
kept-others-why = Ils sont à eux : eux seuls peuvent les faire effacer.
kept-phones = Ce téléphone oublie aussi ce qu’il avait envoyé. Un autre de vos téléphones garde encore ce qu’il a envoyé lui-même (votre nom, vos mots, vos annonces) : il l’oublie au bout d’une semaine, en ouvrant une page du marché. Et ce qui attend encore d’y partir arriverait après votre demande, donc resterait : laissez-le d’abord tout envoyer.
erase-sure = C’est décidé ?
erase-receipt = Vous signez une demande qui entre dans le livre. Son reçu, vérifiable par tous, prouve que vous l’avez faite et que le marché l’a exécutée.
erase-understood = J’ai compris.
erase-understood-hint = Cela ne se défait pas : personne, pas même l’accueil, ne peut rendre ces textes.
erase-do = Effacer mes textes
erase-done = C’est effacé. Le reçu s’ouvre.
erased-title = Reçu d’effacement n° { $index }
erased-lead = Les textes personnels de ce compte ont été effacés à sa demande. C’est inscrit dans le livre, qui se vérifie sans eux.
erased-who = Compte
erased-texts = Noms et mots signés jusque-là, tous effacés
erased-listings = Annonces et photos
erased-all = toutes effacées

## Mon dividende expliqué
explained-title = D’où vient mon dividende
explained-why = Ici la monnaie n’est prêtée par personne : chaque membre en crée la même part, au même moment, sans rien faire.
explained-how = Le calcul, avec les nombres d’aujourd’hui
explained-ratio = Le dividende vaut { $growth } de ce que possède en moyenne une personne, et jamais moins que le premier ({ $first }).
explained-g1 = La règle de la Ğ1 : à chaque réévaluation, le dividende grandit de c² fois la moyenne par membre, partagée sur la période.
explained-g1-v1 = La première règle de la Ğ1, pour l’étude : comme aujourd’hui, avec la masse d’une réévaluation plus tôt, arrondie vers le haut.
explained-result = Chaque membre crée donc { $amount } à chaque fois, soit { $period } de la moyenne.
explained-share = Votre solde vaut aujourd’hui { $share } de la moyenne. Sans échanger, chacun s’en rapproche peu à peu : c’est le dividende qui le veut.
supply = Masse monétaire
per-head = Moyenne par membre
growth = Croissance

## Le marché
market-title = Le marché
market-next = Prochain dividende dans
market-search = Chercher une annonce
market-search-go = Chercher
market-categories = Rayons
market-sorts = Sortes d’annonces
market-listings = Annonces
market-empty = Le marché attend sa première annonce.
market-nothing = Aucune annonce ne correspond.
market-all = Tout voir
market-first = Proposer quelque chose
market-more = Voir la suite
tile-new = nouveau
tile-closed = terminée
category-name = { $category ->
    [all] Tout
    [food] À manger
    [skills] Savoir-faire
    [objects] Objets
    [clothes] Vêtements
    [culture] Culture
    [garden] Jardin
    [children] Enfants
   *[other] Autre
  }
sort-name = { $sort ->
    [all] Toutes
    [want] Je cherche
    [gift] Je donne
    [swap] J’échange
    [help] Coup de main
   *[offer] Je propose
  }
sort-short = { $sort ->
    [want] cherche
    [gift] donne
    [swap] échange
    [help] coup de main
   *[offer] propose
  }
price-libre = Prix libre
price-libre-hint = Vous donnez ce qui vous semble juste, zéro compris.
price-none = { $sort ->
    [gift] Don
    [swap] Échange
    [help] Entraide
    [want] À convenir
   *[offer] À convenir
  }
listing-photo = Photo : { $title }
listing-who = Qui
listing-category = Rayon
listing-quantity = Quantité
listing-stand = Stand
listing-since = Depuis
listing-pay = Payer { $name }
listing-want-hint = { $name } cherche, et paie qui l’apporte. Vous l’avez ? Allez le lui proposer, puis montrez-lui ce QR :
listing-bring = Je l’ai : me faire payer
listing-swap-hint = Un troc se fait de la main à la main : allez voir { $name }. S’il reste une différence, elle se paie ici.
listing-gift-hint = Rien à payer : allez voir { $name }, puis dites ici que vous le prenez.
listing-take = Je le prends
listing-closed = Cette annonce est terminée.
listing-change = Modifier
listing-withdraw = Retirer cette annonce
listing-withdraw-hint = Elle disparaîtra du marché. Ce qui a été payé reste dans le livre.
listing-withdraw-do = Retirer
listing-withdrawn = L’annonce est retirée.
offer-title = Nouvelle annonce
offer-change = Modifier mon annonce
offer-sort = C’est pour…
offer-what = En quelques mots, quoi ?
offer-price = Prix
offer-price-in = Compter le prix en
price-in = { $kind ->
    [units] en { $unit }
    [UD] en DU
    [libre] prix libre
   *[none] sans prix
  }
offer-price-hint = Un DU vaut aujourd’hui { $dividend }. Un prix en DU garde son sens quand la monnaie grandit.
offer-photo = Une photo
offer-photo-hint = Facultative : sans elle, un dessin du rayon la remplace. Le lieu et la date enregistrés dans la photo sont effacés.
offer-photo-sending = J’envoie la photo…
offer-text = Quelques détails
offer-quantity = Combien y en a-t-il ?
offer-stand = N° de stand
offer-do = Mettre au marché
offer-change-do = Enregistrer
offer-done = Votre annonce est au marché.
offer-public = Tout le marché verra cette annonce. Vous pourrez la retirer quand vous voulez.

## Payer, encaisser, rendre
pay-entry-title = Payer quelqu’un
pay-entry-camera = Avec l’appareil photo
pay-entry-camera-ask = L’autre personne touche « Encaisser » : un carré noir et blanc paraît sur son écran.
pay-entry-camera-open = Ouvrez l’appareil photo de votre téléphone, celui des photos, et visez ce carré.
pay-entry-camera-touch = Touchez le lien qui paraît : la page pour payer s’ouvre, à son nom.
pay-entry-code = Ou bien, tapez son code court
pay-entry-code-hint = La personne le voit sur son écran « Encaisser ».
pay-entry-unknown = Aucun compte n’a le code « { $code } ». Rien n’a été payé ; relisez-le avec la personne.
pay-entry-go = Continuer
pay-entry-recent = Déjà payés
pay-entry-collect = Je veux encaisser
pay-title = Payer { $name }
pay-whom = Vous payez
pay-check = Les trois derniers caractères doivent être les mêmes sur son écran.
pay-for = Pour
pay-amount = Combien ?
pay-fixed = Prix de l’annonce, soit { $also }.
pay-have = Vous avez { $balance }.
pay-units = Cela fait
pay-missing = Il vous manque { $amount } pour ce prix. Attendez un dividende, ou convenez ensemble d’un autre montant.
pay-other-amount = Payer un autre montant
pay-free-hint = C’est un don : laissez zéro, ou mettez ce que vous tenez à donner en retour.
pay-memo = Un mot
pay-memo-hint = Visible par vous deux et les participants, jamais dans le livre ; effaçable.
pay-do = Payer { $name }
pay-done = Payé. Le reçu s’ouvre.
pay-known = C’était déjà inscrit : rien n’est parti deux fois. Voici le reçu.
pay-document = Le texte exact que je signe
pay-document-hint = Ce que vous lisez ici est, lettre pour lettre, ce qui entrera dans le livre.
collect-title = Encaisser
collect-camera = L’autre personne vise ce carré avec l’appareil photo de son téléphone.
collect-code = Pas d’appareil photo ? Mon code court
collect-link = Ou envoyer le lien
collect-ask = Demander un montant
collect-do = Préparer le QR
receipt-title = Reçu n° { $index }
receipt-pending = Inscrit au rang { $index }, { $when }.
receipt-true = Vrai, inscrit au rang { $index }, { $when }.
receipt-false = Ce reçu ne se vérifie pas. Gardez cet écran et montrez-le à l’accueil.
receipt-from = De
receipt-to = À
receipt-when = Quand
receipt-listing = Annonce
receipt-memo = Un mot
receipt-refund-of = Rend
receipt-back = Mon compte
receipt-print = Imprimer
receipt-keep = Garder en fichier
receipt-proof = La preuve, pour qui veut vérifier ailleurs
receipt-proof-hint = Ces lignes se vérifient sans faire confiance à ce marché, avec « gune audit » ou tout autre outil du format tlog-proof.
refund-title = Rendre tout ou partie
refund-hint = Vous pouvez rendre à { $name } tout ou partie de ce paiement : jusqu’à { $amount }.
refund-amount = Combien rendre ?
refund-do = Rendre
refund-done = C’est rendu.

## Vérifier un reçu
check-title = Vérifier un reçu
check-lead = Un reçu se vérifie dans ce téléphone : sa signature, sa place dans le livre, et que ce livre est bien celui que vous connaissez.
check-text = Le reçu
check-text-hint = Collez toutes ses lignes, ou ce qu’un téléphone a lu sur son code QR : ce sont les mêmes.
check-file = Ou son fichier
check-photo = Un reçu sur papier ou sur un écran ?
check-photo-hint = La photo de son code se lit à la page qui vérifie. Elle tient en un fichier et marche sans réseau : une fois ouverte, elle n’a plus besoin de l’ordinateur du marché.
check-photo-do = Vérifier une photo
check-photo-here = C’est une image : les photos se lisent à la page qui vérifie.
check-do = Vérifier
check-pending = Je vérifie…
check-true-hint = La signature, la place dans le livre et sa tête sont justes, et c’est le livre que ce téléphone connaît.
check-alone-hint = La signature et la place dans le livre sont justes. Le marché ne répond pas : ce téléphone n’a pas pu voir si son livre d’aujourd’hui continue cette tête.
check-forked = Ce reçu est bien signé, mais d’un autre livre que celui d’aujourd’hui.
check-forked-hint = La même clé a signé deux livres qui ne vont pas ensemble. Gardez ce reçu, montrez-le, et comparez les mots de contrôle à voix haute.
check-false = Faux : ces lignes ont été changées, ou ce n’est pas cette clé qui les a signées.
check-false-hint = Collez-les encore une fois, entières. Si le résultat reste le même, ne vous fiez pas à ce reçu.
check-foreign = Ce reçu est d’un autre marché :
check-foreign-hint = Ouvrez-le à l’adresse de ce marché-là, ou dans son vérificateur en un fichier.
check-unread = Ce n’est pas un reçu. Collez toutes ses lignes, de « c2sp.org/tlog-proof@v1 » jusqu’à la signature.
check-no-script = Pour vérifier ici, le navigateur doit pouvoir exécuter les scripts de cette page.

## Le livre
book-title = Le livre
book-lead = Tout ce qui fait bouger la monnaie est écrit ici, dans l’ordre, une fois pour toutes. Chacun peut tout relire et tout recompter.
book-head = { $size } écritures, la dernière le { $when }. Empreinte :
check-words = Mots de contrôle
check-words-at = Mots de contrôle, { $size } écritures, le { $when } :
check-words-of = Mots de contrôle ({ $size } écritures) :
check-words-compare = Comparer des mots notés
compare-title = Comparer
compare-lead = Vous avez noté six mots de contrôle sur un papier, un paperboard, un reçu ? Voyez s’ils sont d’une tête de ce livre, et de quand.
compare-words = Les six mots, dans l’ordre
compare-words-hint = En français ou en anglais, sans accents si vous voulez ; les quatre premières lettres suffisent.
compare-do = Comparer
compare-count = Nombre de mots lus : { $count }. Il en faut six.
compare-unknown = Mot n° { $position } : « { $word } » n’est dans aucune des deux listes. Relisez votre papier.
compare-found = Oui : ces mots sont ceux de ce livre à { $size } écritures, le { $when }.
compare-present = C’est la tête d’aujourd’hui : rien ne s’est ajouté depuis.
compare-since = { $count ->
    [one] Depuis, { $count } écriture s’est ajoutée ; aucune de celles d’avant n’a changé.
   *[other] Depuis, { $count } écritures se sont ajoutées ; aucune de celles d’avant n’a changé.
  }
compare-last = Voir la dernière écriture d’alors
compare-almost = Presque : le mot n° { $position } est différent.
compare-almost-hint = Ce livre à { $size } écritures, le { $when }, a les cinq autres mots, et « { $word } » à cette place. Relisez votre papier : s’il dit vraiment autre chose, ce n’est pas cette tête.
compare-absent = Aucune tête de ce livre n’a ces mots.
compare-absent-hint = Relisez-les d’abord. S’ils ont été bien notés et viennent de ce marché, alors le livre montré ce jour-là n’est pas celui-ci : dites-le à voix haute, et comparez avec les reçus des téléphones et « gune audit ».
compare-now = En ce moment, { $size } écritures
check-words-hint = Ces six mots résument tout le livre : si une seule ligne changeait, ils seraient autres. Comparez-les avec un autre écran.
book-entries = Dernières écritures
book-entries-all = Toutes les écritures
book-all = Toutes les écritures
entries-none = Le livre est vide.
chart-table = Les nombres
watch-phones-none = Aucun téléphone ne garde encore cette tête.
watch-count = { $current ->
    [one] Vue et signée par { $current } téléphone sur { $registered }.
   *[other] Vue et signée par { $current } téléphones sur { $registered }.
  }
watch-behind = Les autres sont dans une poche, éteints ou partis.
watch-more = Ce que cela veut dire
watch-phones-title = Chaque téléphone est témoin
watch-what = Le téléphone de chaque participant retient la dernière tête du livre qu’il a vérifiée, demande la preuve que la suivante la continue, et la signe avec une clé qui ne sert qu’à cela. Si l’ordinateur du marché montrait un autre livre, ou un livre plus court, les téléphones qui regardent le diraient dans la minute et garderaient la preuve : deux têtes signées qui se contredisent.
watch-how = Un téléphone est compté quand quelqu’un d’inscrit au livre répond de sa clé. Il est à jour s’il a signé tout ce qui a plus de deux minutes.
watch-cosignatures = Signatures des téléphones
watch-keys = Clés des téléphones
audit-title = Vérifier sans nous croire
audit-hint = Sur n’importe quel ordinateur, le même programme relit tout le livre et recompte chaque signature, chaque dividende et la somme :
audit-checkpoint = Tête signée
audit-key = Clé du livre
entry-number = Écriture n° { $index }
entry-text = Le texte même
entry-text-hint = La première ligne est l’heure à laquelle le livre l’a reçu. Le reste est, lettre pour lettre, ce que la personne a signé.
entry-by-rule = Un dividende n’est signé par personne : il suit de la règle, et chacun peut le recalculer.
entry-personal = À côté du livre
entry-personal-hint = Les noms et les mots ne sont pas dans le livre, qui n’en garde qu’une empreinte : on peut les effacer sans rien fausser.
entry-erased = { $count ->
    [one] Un texte personnel a été effacé.
   *[other] { $count } textes personnels ont été effacés.
  }
entry-people = Qui
entry-proof = La preuve d’inscription
personal-name = { $kind ->
    [memo] Un mot
   *[name] Nom
  }
kind-name = { $kind ->
    [opening] ouverture
    [joining] arrivée
    [admission] adhésion
    [departure] départ
    [door] porte
    [key] clé
    [revocation] clé arrêtée
    [payment] paiement
    [tempo] tempo
    [dividend] dividende
    [erasure] effacement
   *[other] écriture
  }
accounts-none = Aucun compte encore.
name-erased = Nom effacé
account-since = Compte ouvert le { $when }
account-pay = Payer
account-statement = Relevé
account-no-movements = Rien encore sur ce compte.
account-listings = Annonces
account-address = Adresse complète

## Le mur
projector-title = Sur le mur
projector-next = Prochain dividende
projector-side = Entrer, échanges et besoins
projector-enter = Entrez au marché
projector-wifi = Wi-Fi
projector-then = puis
projector-exchanges = Échanges
projector-no-exchange = Les premiers échanges s’afficheront ici.
projector-needs = On cherche
balances-title = Soldes rapportés à la moyenne
balances-hint = une ligne par personne ; en doré, les dernières arrivées
balances-hint-points = un point par personne ; les lignes commencent au prochain dividende
balances-waits-people = Le marché attend les premières personnes : elles auront leur place ici au dividende qui suivra.
balances-waits = Au prochain dividende, chacun prendra place ici, à côté de la moyenne.
balances-waits-paused = Le tempo est en pause : au dividende qui suivra, chacun prendra place ici.
balances-never = Personne n’était encore là pour un dividende : il n’y a pas de ligne à montrer.
balances-mean = moyenne
balances-without = sans échanges
balances-description = Chaque ligne est le solde d’une personne divisé par la moyenne par membre, de dividende en dividende. La courbe en pointillés montre ce que serait un compte qui n’échange rien.
tempo = Tempo
tempo-paused = Le tempo est en pause
tempo-ended = Plus de dividende prévu
tempo-closed = Le marché est fermé
poster-title = Affiche
poster-print = Imprimer l’affiche
poster-lead = Un marché où chacun crée la même part de la monnaie, sans rien faire.
poster-wifi = Entrez dans le Wi-Fi
poster-password = mot de passe
poster-address = Visez ce carré avec l’appareil photo
poster-step-name = Dites votre nom.
poster-step-name-hint = Un prénom suffit, pas d’e-mail.
poster-step-create = Recevez votre part.
poster-step-create-hint = Elle grandit toute seule.
poster-step-exchange = Proposez, cherchez, payez.
poster-step-exchange-hint = Visez le carré de l’autre.
poster-step-card = Faites votre carte.
poster-step-card-hint = Un papier, et rien ne se perd.
poster-no-phone = Pas de téléphone ? Bienvenue aussi : allez à l’accueil.

## Ouvrir un marché
wizard-title = Ouvrir un marché
wizard-lead = Quelques réponses, une signature, et les gens peuvent entrer. Les réglages proposés conviennent à un après-midi.
wizard-where = Le marché
wizard-market = Son nom
wizard-market-hint = Il sera sur le mur, sur les cartes, sur les reçus.
wizard-place = Son lieu
wizard-organiser = Votre nom
wizard-organiser-hint = C’est vous qui ferez entrer les gens. Votre clé se fait dans ce navigateur.
wizard-money = La monnaie
wizard-unit = Nom de l’unité
wizard-unit-hint = Court : il suit chaque montant.
wizard-first = Premier dividende
wizard-first-hint = Ce que chacun crée la première fois. Le nombre n’a pas d’importance, sa croissance si.
wizard-period = Un dividende toutes les
wizard-period-hint = Le battement du marché. Dix minutes laissent le temps d’échanger.
wizard-end = Jusqu’à
wizard-end-hint = Ensuite le rythme de la salle s’arrête.
wizard-after = Après cette heure
wizard-after-hint = La monnaie peut continuer plus lentement, jusqu’au prochain marché.
wizard-advanced = Règle et croissance
wizard-rule = Comment le dividende grandit
rule-ratio = Part de la moyenne.
rule-ratio-hint = Chaque dividende vaut une part fixe de la moyenne par membre. On voit la monnaie vivre en une heure.
rule-g1 = Comme la Ğ1.
rule-g1-hint = Grandit par paliers, à chaque réévaluation.
rule-g1-v1 = Comme la Ğ1 à ses débuts.
rule-g1-v1-hint = Pour l’étude : par paliers aussi, avec la masse du palier d’avant.
wizard-growth = Croissance
wizard-growth-steps = À chaque réévaluation, le dividende grandit d’autant, partagé sur les dividendes de l’intervalle.
wizard-growth-hint = À 10 %, un compte immobile a fait la moitié du chemin vers la moyenne en sept dividendes environ.
wizard-reevaluation = Réévaluation
wizard-reevaluation-hint = L’intervalle entre deux paliers, jamais plus court que le tempo. Sur une après-midi, une heure laisse voir les marches.
no-end = Sans fin
no-after = Plus de dividende
growth-each = { $percent } par dividende
growth-g1 = c² = { $percent } par réévaluation
growth-g1-v1 = c = { $percent } par réévaluation
growth-ours = { $growth } (celle de la Ğ1)
wizard-sign = Signer l’ouverture
wizard-sign-hint = Ces réponses deviennent la première ligne du livre. Elles fondent la monnaie : seul le tempo pourra encore changer.
wizard-door = Laisser la porte ouverte.
wizard-door-hint = Toute personne qui arrive devient membre aussitôt. Vous pourrez la fermer.
wizard-member = Je suis membre aussi.
wizard-member-hint = Je crée ma part comme tout le monde.
wizard-open = Ouvrir le marché
wizard-done = Le marché est ouvert.
opened-title = Le marché est ouvert
opened-lead = Sa première ligne est écrite et signée.
opened-copy = Recopiez ces six mots sur le paperboard
opened-copy-hint = Au moment de fermer, on les retrouvera dans le livre : personne, pas même vous, n’aura pu en réécrire le début.
opened-then = Et maintenant
opened-card = Faites votre carte de secours
opened-card-hint = Avec elle, le marché survit à cet ordinateur.
opened-welcome = Accueillez
opened-welcome-hint = La porte est ouverte ; vous pouvez la fermer, et faire entrer chacun d’un geste.
opened-door = Ouvrez la porte
opened-door-hint = Ou faites entrer chacun d’un geste.
opened-poster = Imprimez l’affiche
opened-poster-hint = Le QR, le Wi-Fi, et comment faire, pas à pas.
opened-projector = Projetez le mur
opened-projector-hint = Les gens entrent par { $address }.

## Organiser
organise-title = L’accueil
organise-waiting = Ils attendent
organise-nobody = Personne n’attend.
organise-nobody-open = Personne n’attend : la porte est ouverte.
organise-admit = Faire entrer
organise-admit-all = Faire entrer tout le monde
organise-door-open = La porte est ouverte
organise-door-shut = La porte est fermée
organise-door-open-hint = Toute personne qui arrive devient membre aussitôt.
organise-door-shut-hint = Chaque personne qui arrive attend que vous la fassiez entrer.
organise-open = Faire entrer tout le monde jusqu’à nouvel ordre
organise-shut = Fermer la porte
organise-members = Qui est là
organise-no-members = Pas encore de membre.
organise-end = Mettre fin à une adhésion
organise-end-hint = La personne garde ce qu’elle a, mais ne reçoit plus de dividende. C’est écrit dans le livre, et vous pourrez la faire revenir.
organise-end-who = Qui
organise-end-do = Mettre fin à l’adhésion
organise-again = Faire revenir quelqu’un
organise-again-hint = Ces personnes ont été membres. Elles recevront de nouveau le dividende.
organise-again-do = Faire revenir
organise-done = C’est écrit dans le livre.
organise-known = C’était déjà écrit dans le livre.
organise-wall = Pour la salle
organise-projector = Le mur
organise-poster = L’affiche
organise-wifi = Wi-Fi de la salle
organise-wifi-hint = Il apparaîtra en QR sur l’affiche. Rien n’en va dans le livre.
wifi-name = Nom du réseau
wifi-password = Mot de passe
tempo-pause = Mettre en pause
tempo-resume = Reprendre
tempo-reopen = Rouvrir le marché
tempo-change = Changer le tempo
tempo-change-do = Changer le tempo
tempo-running = Un dividende { $every }.
tempo-running-until = Un dividende { $every } jusqu’au { $end }.
tempo-running-then = Un dividende { $every } jusqu’au { $end }, puis { $after }.
close-title = Fermer le marché
close-hint = Plus aucun paiement ni dividende. Le livre reste lisible, et vous pourrez rouvrir un autre jour.
close-do = Fermer le marché

## Quand quelque chose ne va pas
sorry-because = Pourquoi
sorry-now = Que faire
sorry-code = Code pour l’accueil :
missing-title = Il n’y a rien ici
missing-why = Cette adresse ne mène nulle part, ou ce qui s’y trouvait a été retiré.
missing-now = Vérifiez l’adresse, ou revenez au marché.
broken-title = Le marché a un souci
broken-why = Le serveur n’a pas pu répondre. Ce qui est déjà écrit dans le livre y reste.
broken-now = Attendez un instant et rechargez. Si cela dure, prévenez l’accueil.
unopened-title = Le marché n’est pas encore ouvert
unopened-why = L’organisation est en train de le préparer.
unopened-now = Revenez dans un instant : cette page vous fera entrer dès que ce sera prêt.

## Refus : quoi, pourquoi, que faire
refusal-not-opened = Le marché n’est pas encore ouvert
    .why = Son livre n’a pas encore de première ligne.
    .now = Attendez que l’organisation l’ouvre, puis réessayez.
refusal-already-opened = Ce marché est déjà ouvert
    .why = Un livre ne s’ouvre qu’une fois.
    .now = Entrez par la porte comme tout le monde.
refusal-wrong-currency = Ce document est pour un autre marché
    .why = La monnaie qu’il nomme n’est pas celle d’ici.
    .now = Rechargez la page et recommencez ici.
refusal-moment-decreases = L’horloge du marché a reculé
    .why = Le livre n’accepte pas une heure plus ancienne que sa dernière ligne.
    .now = Prévenez l’accueil : l’heure de l’ordinateur est à remettre.
refusal-dividend-due = Un dividende doit passer d’abord
    .why = Il était dû à cet instant même.
    .now = Réessayez tout de suite.
refusal-document-expired = Ce document arrive trop tard
    .why = Il n’était valable que jusqu’à une certaine heure, pour ne pas vous surprendre.
    .now = Rien n’a bougé. Refaites-le si vous le voulez encore.
refusal-market-closed = Le marché est fermé
    .why = L’organisation l’a fermé : plus rien ne bouge.
    .now = Votre solde est en sûreté. Revenez au prochain marché.
refusal-unknown-account = Ce compte n’existe pas ici
    .why = Le livre de ce marché ne le connaît pas.
    .now = Entrez par la porte, ou retrouvez votre compte avec votre carte.
refusal-account-exists = Ce compte existe déjà
    .why = Il a déjà été ouvert avec cette clé.
    .now = Allez à « Moi » : il vous attend.
refusal-key-taken = Cette clé sert déjà
    .why = Une clé n’appartient qu’à un seul compte, pour toujours.
    .now = Recommencez : une nouvelle clé sera faite.
refusal-key-not-authorised = Ce téléphone ne peut pas signer pour ce compte
    .why = Sa clé n’y a pas été autorisée.
    .now = Retrouvez votre compte avec votre carte.
refusal-key-revoked = Cette clé a été arrêtée
    .why = Vous, ou quelqu’un avec votre carte, l’avez arrêtée. Elle ne revient pas.
    .now = Retrouvez votre compte avec votre carte pour autoriser ce téléphone.
refusal-key-ended = Cette clé a fait son temps
    .why = Elle n’était valable que jusqu’à une certaine date.
    .now = Retrouvez votre compte avec votre carte pour en faire une nouvelle.
refusal-number-used = Ce numéro a déjà servi
    .why = Chaque document porte un numéro plus grand que le précédent.
    .now = Rechargez la page et recommencez.
refusal-not-organiser = Seule l’organisation peut faire cela
    .why = Ce compte n’est pas parmi ceux qui ont ouvert le marché.
    .now = Demandez à l’accueil.
refusal-role-missing = Cette clé n’a pas ce droit
    .why = Elle a été autorisée pour autre chose.
    .now = Faites-le avec un autre de vos appareils, ou avec votre carte.
refusal-owner-only = Il faut la carte de secours
    .why = Seule la clé principale, celle de la carte, peut faire cela.
    .now = Retrouvez votre compte avec vos douze mots, puis recommencez.
refusal-too-many-accounts = Le marché est complet
    .why = Un livre tient au plus cent mille comptes.
    .now = Prévenez l’accueil.
refusal-unknown-member = Cette personne n’a pas de compte ici
    .why = Le livre ne connaît pas cette adresse.
    .now = Qu’elle entre d’abord par la porte.
refusal-already-member = Cette personne est déjà membre
    .why = Elle a déjà été accueillie.
    .now = Il n’y a rien à faire.
refusal-supply-full = La monnaie a atteint sa limite
    .why = Un nombre plus grand ne tiendrait plus dans le livre.
    .now = Prévenez l’organisation : il faut un tempo plus lent ou un nouveau marché.
refusal-not-member = Cette personne n’est pas membre
    .why = Son adhésion a déjà pris fin, ou n’a jamais commencé.
    .now = Il n’y a rien à faire.
refusal-nothing-changes = C’est déjà ainsi
    .why = La porte est déjà dans cet état.
    .now = Rechargez la page pour voir où elle en est.
refusal-bad-key = Cette clé n’est pas valable
    .why = Elle ne répond pas aux règles du livre.
    .now = Recommencez : une nouvelle clé sera faite.
refusal-end-past = Cette date est déjà passée
    .why = La fin d’une clé doit être à venir.
    .now = Choisissez une date plus tardive.
refusal-too-many-keys = Ce compte a trop de clés
    .why = Seize au plus, celles qui sont arrêtées comprises.
    .now = Continuez avec un appareil déjà autorisé, ou voyez l’accueil.
refusal-unknown-key = Ce compte n’a pas cette clé
    .why = Elle n’y a jamais été autorisée.
    .now = Rechargez la liste de vos téléphones.
refusal-pay-oneself = On ne se paie pas soi-même
    .why = C’est votre propre compte.
    .now = Vérifiez qui vous voulez payer.
refusal-unknown-payee = Ce compte n’existe pas ici
    .why = Le livre ne connaît pas la personne à payer.
    .now = Rien n’a été payé. Relisez le code avec elle.
refusal-zero-amount = Le montant est zéro
    .why = Zéro n’a de sens que pour une annonce à prix libre.
    .now = Indiquez un montant.
refusal-unknown-payment = Ce paiement est introuvable
    .why = Il n’existe pas, ou il est trop ancien pour être rendu ainsi.
    .now = Faites un paiement ordinaire à la personne.
refusal-refund-not-payer = On ne rend qu’à la personne qui a payé
    .why = Ce paiement venait de quelqu’un d’autre.
    .now = Repartez du reçu.
refusal-refund-not-payee = Ce paiement n’était pas pour vous
    .why = Seule la personne qui l’a reçu peut le rendre.
    .now = Faites un paiement ordinaire si vous voulez donner.
refusal-refund-too-much = C’est plus que ce qui reste à rendre
    .why = On ne rend pas plus que l’on a reçu.
    .now = Indiquez un montant plus petit.
refusal-balance-too-small = Votre solde ne suffit pas
    .why = Ce montant est plus grand que ce que vous avez.
    .now = Rien n’a été payé. Attendez un dividende, ou convenez d’un autre montant.
refusal-limit-passed = La limite de ce téléphone est atteinte
    .why = Elle protège votre argent si le téléphone se perd.
    .now = Attendez la prochaine période, ou payez après avoir ouvert votre compte avec votre carte.
refusal-malformed = Ce document est mal écrit
    .why = Une de ses lignes n’est pas comme le livre l’attend.
    .now = Rechargez la page et recommencez.
refusal-not-canonical = Ce document n’est pas écrit exactement
    .why = Le livre n’accepte qu’une seule façon d’écrire chaque chose.
    .now = Rechargez la page et recommencez.
refusal-unknown-kind = Ce genre de document est inconnu
    .why = Ce marché ne sait pas le lire.
    .now = Rechargez la page ; elle est peut-être plus ancienne que le marché.
refusal-too-large = C’est trop long
    .why = Ce que vous envoyez dépasse la taille permise.
    .now = Raccourcissez, ou choisissez une photo plus légère.
refusal-bad-signature = La signature n’est pas juste
    .why = Elle ne correspond pas au texte et à la clé.
    .now = Rien n’a bougé. Rechargez la page et recommencez.
refusal-number-reused = Ce numéro est déjà pris par un autre document
    .why = La même clé a signé autre chose sous ce numéro.
    .now = Rechargez la page et recommencez.
refusal-text-mismatch = Le texte a changé en route
    .why = Le nom ou le mot ne correspond pas à ce qui a été signé.
    .now = Rien n’a bougé. Recommencez.
refusal-text-missing = Il manque un texte
    .why = Le document annonce un nom ou un mot qui n’est pas venu avec lui.
    .now = Rien n’a bougé. Recommencez.
refusal-too-many-requests = Un peu trop vite
    .why = Beaucoup de demandes sont venues d’ici en peu de temps.
    .now = Attendez une minute, puis réessayez.
refusal-busy = Il y a du monde
    .why = Le marché a plus à écrire qu’il ne peut à cet instant.
    .now = Votre document est gardé et repartira tout seul.
refusal-listing-unknown = Cette annonce n’existe pas
    .why = Elle n’a jamais été au marché, ou elle a été effacée.
    .now = Revenez au marché.
refusal-listing-closed = Cette annonce est terminée
    .why = Il n’en reste plus, ou elle a été retirée.
    .now = Rien n’a été payé. Demandez à la personne si elle en a d’autres.
refusal-listing-not-yours = Cette annonce n’est pas à vous
    .why = Seule la personne qui l’a faite peut y toucher.
    .now = Choisissez une de vos annonces.
refusal-head-unknown = Ce livre n’a pas cette tête
    .why = La tête signée par ce téléphone n’est pas de ce livre : il en a vu un autre, ou plus d’écritures qu’il n’y en a ici.
    .now = Rien n’est enregistré. Le téléphone garde la tête signée : comparez les mots de contrôle avec ceux du tableau.
refusal-witness-unknown = Ce téléphone n’est pas connu comme témoin
    .why = Aucune clé du livre ne répond de sa clé de témoin, ou celle qui en répondait a été arrêtée.
    .now = Ouvrez une page du marché avec votre compte : le téléphone se présente de lui-même.
refusal-time-ahead = Cette signature vient du futur
    .why = Son heure est en avance de plus de cinq minutes sur celle du marché.
    .now = Mettez le téléphone, ou l’ordinateur du marché, à l’heure.
refusal-photo-unknown = La photo n’est pas arrivée
    .why = Le marché n’a pas l’image que l’annonce nomme.
    .now = Choisissez la photo à nouveau.
refusal-wrong-price = Le prix a changé
    .why = Le montant n’est pas celui de l’annonce en ce moment.
    .now = Rien n’a été payé. Rechargez la page pour voir le prix d’aujourd’hui.
refusal-dividend-not-due = Aucun dividende n’est dû
    .why = Un dividende tombe à son heure, ni avant ni après.
    .now = Faites contrôler le livre : cette ligne n’y a pas sa place.
refusal-dividend-wrong = Ce dividende n’est pas le bon
    .why = Ses nombres ne sont pas ceux de la règle.
    .now = Faites contrôler le livre : cette ligne n’y a pas sa place.
refusal-wrong-log = Ce document nomme un autre livre
    .why = La clé du livre qu’il nomme n’est pas celle de ce serveur.
    .now = Rechargez la page d’ouverture et recommencez.
refusal-organisers-link = Il faut le lien de l’organisation
    .why = Seule la personne qui a lancé le programme peut faire cela.
    .now = Ouvrez le lien privé affiché au démarrage du programme.
refusal-too-many-listings = Vous avez déjà cent annonces
    .why = C’est le plus qu’un compte peut tenir ouvertes.
    .now = Retirez-en une, puis réessayez.
refusal-not-a-picture = Ce n’est pas une image lisible
    .why = Le fichier n’est ni JPEG, ni PNG, ni WebP, ou il est abîmé ou trop grand.
    .now = Prenez une autre photo, ou publiez sans photo.
refusal-stopped = Le marché s’est arrêté d’écrire
    .why = Le disque de l’ordinateur a refusé une écriture. Rien de ce qui a été confirmé n’est perdu.
    .now = Prévenez l’accueil : il faut relancer le programme.

## Ce que dit une écriture

says-opening = Ouverture : { $market }
says-joining = { $name } arrive
says-admission = { $names } : membre désormais
says-leaving = { $name } quitte le cercle des membres
says-departure = { $name } n’est plus membre
says-door-open = La porte s’ouvre : qui arrive est membre
says-door-shut = La porte se ferme : qui arrive attend l’accueil
says-key = { $name } autorise un téléphone
says-revocation = { $name } arrête un téléphone
says-erasure = { $name } fait effacer ses textes
says-tempo = Tempo : un dividende { $every }
says-pause = Le tempo est mis en pause
says-closing = Le marché ferme
says-dividend = { $members ->
    [one] Dividende n° { $rank } pour { $members } membre
   *[other] Dividende n° { $rank } pour { $members } membres
  }
movement-dividend = Dividende n° { $rank }
movement-grant = Dividende de bienvenue
limit-each = { $most } { $every }
chart-description = { $title }, de dividende en dividende ; { $count ->
    [one] { $count } point
   *[other] { $count } points
  }. Les nombres sont dans le tableau.
chart-rank = Dividende
chart-when = Quand
rank-short = DU { $rank }
none = Aucune
collect-qr = Code pour payer { $name }
address-qr = Code pour entrer au marché : { $address }
poster-wifi-qr = Code pour rejoindre le réseau { $name }
problem-line = Cela se voit à la ligne { $line }.
problem-amount = Le plus possible : { $amount } (≈ { $also }).

## Dans le terminal

serve-open = Le marché est ouvert. On y entre avec un téléphone du même réseau :
serve-unopened = Le programme tourne, mais le marché n’est pas encore ouvert : ouvrez-le d’abord par le lien privé, plus bas. Les gens entreront ensuite avec un téléphone du même réseau :
serve-organiser = Le lien privé de l’organisation (ne le montrez pas) :
serve-stop = Ctrl-C arrête le programme : rien ne se perd, il reprendra au même point.

## Répétition

demo-market = Le marché de l’atelier (répétition)
demo-place = Roubaix
demo-unit = Gune
demo-lead = Ceci est une répétition : les personnes sont simulées (graine { $seed }), leurs clés et leurs signatures sont vraies. La porte reste ouverte : venez avec votre téléphone.
demo-passing = Son livre est dans un dossier passager, qui sera effacé à la fin : { $folder }
demo-kept = Son livre est gardé dans { $folder }
demo-occupied = { $folder } contient déjà un livre. Une répétition en commence un nouveau : choisissez un autre dossier.
demo-stop = Ctrl-C arrête la répétition.
demo-line = { $hour } · { $what }
demo-opens = { $name } ouvre « { $market } »
demo-comes = { $name } arrive
demo-admits = { $name } fait entrer { $names }
demo-opens-door = { $name } ouvre la porte : qui arrive est membre aussitôt
demo-bell = DU n° { $rank } : { $amount } pour { $members }
demo-lists = { $name } · { $sort } : { $title }
demo-takes-down = { $name } retire l’annonce : { $title }
demo-pays = { $payer } → { $payee } : { $amount }
demo-pays-for = { $payer } → { $payee } : { $amount }, { $what }
demo-gives-back = { $name } rend { $amount } à { $payer }
demo-pauses = { $name } annonce la pause : les dividendes attendent
demo-resumes = { $name } : la pause est finie, les dividendes reprennent
demo-leaves = { $name } rentre à la maison
demo-refused = { $line } (refusé : { $why })
demo-unexpected = { $line } (ce n’était pas prévu : { $why })
demo-over = L’histoire est finie.
demo-goes-on = Le marché reste ouvert pour qui veut le regarder. Ctrl-C l’arrête.
demo-counts = { $people } personnes, { $listings } annonces, { $payments } paiements, { $returned } rendus.
demo-counts-beside = { $refused } refus voulus, { $looks } pages regardées, { $unexpected } surprises.
demo-entries = { $entries } écritures en { $seconds } s.
demo-broken = La répétition s’est arrêtée : { $why }
