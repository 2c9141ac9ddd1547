-- Mails that wait for the mail server. What is sent keeps no text; a mail that is written late has none before that either.
CREATE TABLE mails (
    id TEXT NOT NULL PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    plain TEXT NOT NULL,
    html TEXT NOT NULL,
    list_unsubscribe TEXT,
    purpose TEXT NOT NULL,
    account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    -- NULL once nothing is to be done any more: it was sent, or given up.
    run_at TIMESTAMP,
    attempts INTEGER NOT NULL,
    sent_at TIMESTAMP,
    last_error TEXT
);
CREATE INDEX mails_due ON mails (run_at);
CREATE INDEX mails_account ON mails (account_id);
