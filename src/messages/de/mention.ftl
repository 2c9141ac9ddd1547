### Was anderswo über eine Kritik gesagt wird.

mention-quotes = Zitiert von
mention-links = Erwähnt von
mention-quotes-comment = Zitiert <a href="#{ $anchor }">den Kommentar von { $name }</a>
mention-revoke = Erlaubnis zum Zitieren zurücknehmen<span class="hidden">: { $name }</span>
mention-take-off = Von der Seite nehmen<span class="hidden">: { $name }</span>
mention-put-on = Auf die Seite setzen<span class="hidden">: { $name }</span>
