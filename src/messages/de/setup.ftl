### Die erste Seite einer leeren Website.

setup-welcome = Willkommen
setup-eyebrow = Eine neue Website
setup-heading = Das Saallicht ist an. Wer steht an der Tür?
setup-about = Diese Website wartet darauf, dass du sie einrichtest. Lege das Konto des Besitzers an; danach kannst du die erste Kritik schreiben. Nichts verlässt diesen Rechner, bevor du etwas veröffentlichst.
setup-name = Dein Name
setup-name-hint = So, wie Leser ihn sehen. Du kannst ihn später ändern.
setup-handle = Kurzname
setup-handle-hint = Wird zu deiner Adresse im Fediverse, @kurzname@{ $host }, und lässt sich nie mehr ändern. Buchstaben von a bis z, Ziffern und _.
setup-email-hint = Nur zum Anmelden für dich; wird nie gezeigt. Darf leer bleiben.
setup-password-hint = Mindestens zehn Zeichen. Ein Satz ist ein gutes Passwort.
setup-make = Konto anlegen
