### Beiträge anderer Server.

post-from = Von { $host }
