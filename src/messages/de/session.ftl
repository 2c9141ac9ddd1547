### Anmelden.

session-login = Kurzname oder Mailadresse
session-first = Melde dich zuerst an, dann kommst du dahin zurück, wo du warst.
session-about = Um auf eine Kritik zu antworten, brauchst du hier kein Konto: Antworte von deinem eigenen Server aus. Das hier ist für alle, die auf diesem schreiben.
