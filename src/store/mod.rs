//! The only folder with diesel and SQL.
