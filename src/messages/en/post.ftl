### Posts of other servers.

post-from = From { $host }
