-- The index of PostgreSQL is in parts already (number_search_by_kind).
SELECT 1;
