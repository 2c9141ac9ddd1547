DROP INDEX accounts_email;
DROP INDEX accounts_one_owner;
