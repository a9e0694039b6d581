## Les témoins d’un livre (page du livre)
witnesses-title = Témoins
witnesses-hint = D’autres associations contresignent la tête de ce livre. Le réécrire, même avec sa clé, se verrait chez elles.
witnesses-checkpoint = La dernière tête contresignée
witness-cosigned = Tête n° { $size } contresignée par { $name }, { $when }.
witness-nothing = { $name } n’a encore rien contresigné.
witness-away = Absent depuis le { $since }.
witness-unknown-log = Ne connaît pas ce livre : donnez-lui sa clé (depuis le { $since }).
witness-not-trusted = Connaît ce livre sous une autre clé, et refuse (depuis le { $since }).
witness-inconsistent = Refuse : ce livre ne continue pas celui qu’il a déjà vu (depuis le { $since }).
witness-ahead = Dit avoir contresigné { $size } écritures : ce livre serait une vieille copie (depuis le { $since }).
witness-unsound = Répond autre chose qu’une contresignature valable (depuis le { $since }).
witness-declines = Refuse, réponse { $status } (depuis le { $since }).

## Témoin d’autres livres (gune witness)
watch-title = Témoin { $name }
watch-key = Clé de vérification : { $key }
watch-none = Aucun livre n’est observé encore. Ajoutez-en un : gune witness --log '<clé du livre>'
watch-log = Livre { $origin }
watch-nothing = Rien de contresigné encore.
watch-cosigned = Tête n° { $size }, contresignée { $when }
watch-unproved = Refusée : la tête n° { $size }, montrée { $when }, signée par ce livre mais dont rien ne prouve qu’elle continue la précédente
watch-words = Mots de contrôle : { $words }
watch-file = Cette tête en fichier, pour gune audit --head : { $path }
watch-conflict = CONTRADICTION : ce livre a signé deux têtes n° { $size }. La seconde a été montrée { $when }. Voici les deux :
watch-open = Le témoin { $name } est prêt. Livres observés : { $count }. On le joint ici :
watch-line = Pour être observé, un marché écrit cette ligne dans keys/witnesses (dossier de ses clés), puis redémarre :
watch-page = Ce qu’il a vu se lit à ces mêmes adresses. Ctrl-C l’arrête ; rien n’est perdu.
watch-key-made = Une clé a été créée pour ce témoin, dans { $path }. Gardez-la avec ce dossier, et ne remettez jamais une vieille copie de l’un ou de l’autre.
watch-key-named = Ce témoin a déjà un nom : { $name }. Le nom d’un témoin ne change pas.
watched-by = Ce livre a des témoins : { $names }.
