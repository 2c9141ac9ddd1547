-- What somebody is to be told by mail: about which notification, comment or server, and when.
CREATE TABLE notices (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    guest_id TEXT REFERENCES guests (actor_id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    notification_id TEXT REFERENCES notifications (id) ON DELETE CASCADE,
    comment_id TEXT REFERENCES comments (id) ON DELETE CASCADE,
    host TEXT,
    is_digest BOOLEAN NOT NULL,
    -- NULL once it was told; what must not be told twice is kept.
    due_at TIMESTAMP,
    -- The mail that tells it.
    mail_id TEXT REFERENCES mails (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX notices_due ON notices (due_at);
CREATE INDEX notices_mail ON notices (mail_id);
CREATE INDEX notices_notification ON notices (notification_id);
CREATE INDEX notices_comment ON notices (comment_id);
CREATE UNIQUE INDEX notices_comment_account ON notices (account_id, comment_id, topic);
CREATE UNIQUE INDEX notices_host_account ON notices (account_id, host, topic);
CREATE UNIQUE INDEX notices_comment_guest ON notices (guest_id, comment_id, topic);

-- How somebody wants to be told, kind by kind, as JSON; without a row, as everybody is.
CREATE TABLE notice_choices (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    -- Of the mails, BCP 47; empty: that of the site.
    language TEXT NOT NULL,
    choices TEXT NOT NULL
);
