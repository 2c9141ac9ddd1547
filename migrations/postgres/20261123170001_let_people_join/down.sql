DROP TABLE applications;
DROP TABLE invitations;
