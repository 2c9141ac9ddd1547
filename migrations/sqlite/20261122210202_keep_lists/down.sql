DROP TABLE list_items;
DROP TABLE lists;
