-- Two people may press the button of first run at the same moment, and two transactions of PostgreSQL do not see each other.
CREATE UNIQUE INDEX accounts_one_owner ON accounts (role) WHERE role = 'owner';
CREATE UNIQUE INDEX accounts_email ON accounts (email);
